import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { escapeControlChars } from "../../api/display";
import type { Context } from "../../lifecycle/context";
import { ExtensionLifecycle } from "../../lifecycle/extensionLifecycle";
import { currentState } from "../../lifecycle/stateShape";
import type { Properties } from "../../secrets/properties";
import { mergeSecrets } from "../../secrets/properties";
import { withPlaceholders } from "../../types/propertyTable";
import type { ResourceInputs } from "../../types/resourceState";
import { inputsOf } from "../../types/resourceState";
import type { ResourceType } from "../../types/resourceType";
import { isUnknown } from "../../types/unknown";
import { urnParts } from "../../types/urn";
import { withChanges } from "./detailedDiff";
import { resourceByToken } from "./resources";
import { fromStruct, toStruct } from "./struct";
import { writeFailureOf } from "./writeFailure";

/** The method Check. */
export async function checkResource(context: Context, request: messages.CheckRequest): Promise<messages.CheckResponse> {
  const type = resourceOf(request.getUrn());
  const olds = fromStruct(request.getOlds());
  const news = fromStruct(request.getNews());
  const { inputs, failures } = await new ExtensionLifecycle(type, context).check(
    olds.properties,
    prepareInputs(type, request.getUrn(), news.properties),
  );
  return new messages.CheckResponse()
    .setInputs(toStruct(inputs, mergeSecrets(news.secrets, type.secretsIn(inputs))))
    .setFailuresList(
      failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(escapeControlChars(reason)),
      ),
    );
}

/** The method Diff. */
export function diffResource(context: Context, request: messages.DiffRequest): messages.DiffResponse {
  const type = resourceOf(request.getUrn());
  const olds = fromStruct(request.getOlds()).properties;
  const news = fromStruct(request.getNews()).properties;
  const lifecycle = new ExtensionLifecycle(type, { ...context, owner: request.getUrn() });
  const result = lifecycle.diff(currentState(olds), checked(news));
  const isMoved = result.changes && result.changed.length === 0;
  const place = isMoved ? context.locate(checked(news).connection) : {};
  return withChanges(
    new messages.DiffResponse().setDeletebeforereplace(result.deleteBeforeReplace),
    { ...result, changed: isMoved ? ["pbx"] : result.changed },
    olds,
    { ...news, ...place },
  );
}

/** The method Create. In a preview nothing is sent to the PBX. */
export async function createResource(
  context: Context,
  request: messages.CreateRequest,
): Promise<messages.CreateResponse> {
  const type = resourceOf(request.getUrn());
  const { properties, secrets } = fromStruct(request.getProperties());
  const lifecycle = new ExtensionLifecycle(type, context);
  const inputs = checked(properties);
  const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
  if (request.getPreview()) {
    const outputs = lifecycle.previewCreate(inputs);
    const id = isUnknown(inputs.extensionId) ? "" : inputs.extensionId;
    return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs, marked(outputs)));
  }
  try {
    const outputs = await lifecycle.create(inputs);
    return new messages.CreateResponse().setId(inputs.extensionId).setProperties(toStruct(outputs, marked(outputs)));
  } catch (error) {
    throw writeFailureOf(error, properties, marked);
  }
}

/** The method Read: a refresh, an import, or a `get` of the program. */
export async function readResource(context: Context, request: messages.ReadRequest): Promise<messages.ReadResponse> {
  const type = resourceOf(request.getUrn());
  const state = fromStruct(request.getProperties());
  const lifecycle = new ExtensionLifecycle(type, context);
  const { connection, pbx, unconfirmedOn } = state.properties;
  // What is in the state was on a PBX, or may be on one. Everything else is an import, or a `get` of the program.
  const isInState = pbx !== undefined || unconfirmedOn !== undefined;
  const found = isInState
    ? await lifecycle.read(currentState(state.properties))
    : await lifecycle.importExtension({
        extensionId: request.getId(),
        ...(typeof connection === "string" && { connection }),
      });
  if (found === undefined) {
    return new messages.ReadResponse();
  }
  const marked = mergeSecrets(state.secrets, type.secretsIn(found as unknown as Properties));
  const { password, ...inputs } = inputsOf(found) as ResourceInputs & { password?: unknown };
  // Pulumi prints an import as a program: it must not contain a password, also after a refresh.
  const hasPassword = isInState && fromStruct(request.getInputs()).properties.password !== undefined;
  return new messages.ReadResponse()
    .setId(request.getId())
    .setProperties(toStruct(found, marked))
    .setInputs(toStruct(hasPassword ? { ...inputs, password } : inputs, marked));
}

/** The method Update. In a preview nothing is sent to the PBX. */
export async function updateResource(
  context: Context,
  request: messages.UpdateRequest,
): Promise<messages.UpdateResponse> {
  const type = resourceOf(request.getUrn());
  const { properties, secrets } = fromStruct(request.getNews());
  const olds = currentState(fromStruct(request.getOlds()).properties);
  const lifecycle = new ExtensionLifecycle(type, context);
  const inputs = checked(properties);
  const marked = (outputs: object) => mergeSecrets(secrets, type.secretsIn(outputs as Properties));
  if (request.getPreview()) {
    const outputs = lifecycle.previewUpdate(olds, inputs);
    return new messages.UpdateResponse().setProperties(toStruct(outputs, marked(outputs)));
  }
  try {
    const outputs = await lifecycle.update(olds, inputs);
    return new messages.UpdateResponse().setProperties(toStruct(outputs, marked(outputs)));
  } catch (error) {
    throw writeFailureOf(error, properties, marked);
  }
}

/** The method Delete. */
export async function deleteResource(context: Context, request: messages.DeleteRequest): Promise<Empty> {
  const type = resourceOf(request.getUrn());
  const state = fromStruct(request.getProperties()).properties;
  await new ExtensionLifecycle(type, context).delete(currentState(state));
  return new Empty();
}

function resourceOf(urn: string): ResourceType {
  return resourceByToken(urnParts(urn).type);
}

/** The inputs of a program as the lifecycle takes them, and the class of the dynamic resource passes them. */
function prepareInputs({ table }: ResourceType, urn: string, inputs: Properties): Properties {
  const { project, stack } = urnParts(urn);
  return withPlaceholders(table, inputs, () => `${project}/${stack}`);
}

/** What check has validated. */
function checked(properties: Properties): ResourceInputs {
  return properties as Properties & ResourceInputs;
}
