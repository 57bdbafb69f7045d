import { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { OutcomeUnknown } from "../../lifecycle/errors";
import type { Properties, Secrets } from "../../secrets/properties";
import type { Failure } from "./failure";
import { failureOf } from "./failure";
import { toStruct } from "./struct";

/** The failure of a create or an update. The engine keeps the resource of a create whose outcome is unknown. */
export function writeFailureOf(
  error: unknown,
  inputs: Properties,
  secretsIn: (properties: Properties) => Secrets,
): Failure {
  const failure = failureOf(error);
  if (!(error instanceof OutcomeUnknown)) {
    return failure;
  }
  const properties = { ...inputs, ...error.properties };
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.extensionId);
  detail.setProperties(toStruct(properties, secretsIn(properties)));
  detail.setInputs(toStruct(inputs, secretsIn(inputs)));
  detail.setReasonsList([failure.details]);
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(failure.code);
  answer.setMessage(failure.details);
  answer.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { ...failure, metadata };
}
