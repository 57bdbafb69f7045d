import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { escapeControlChars } from "../../api/display";
import { OutcomeUnknown } from "../../lifecycle/errors";
import type { Properties, Secrets } from "../../secrets/properties";
import { errorMessage } from "../shared/errorMessage";
import { toStruct } from "./struct";

/** An answer that says what went wrong. */
export interface Failure {
  code: status;
  details: string;
  metadata?: Metadata;
}

/** Something that this plugin does not have. */
export function unimplemented(what: string): Failure {
  return { code: status.UNIMPLEMENTED, details: `${what} is not implemented by the provider of Ozeki Phone Systems` };
}

/** An answer for the engine, which prints it under the resource. */
export function failureOf(error: unknown): Failure {
  const message = errorMessage(error);
  // The stack of a defect has its lines.
  return {
    code: status.UNKNOWN,
    details: message.startsWith("This is a defect") ? message : escapeControlChars(message),
  };
}

/**
 * The answer to a create or an update that failed. Of a create of which nobody knows what came the engine is to keep the
 * resource.
 */
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
