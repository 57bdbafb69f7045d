import { UnreadableExtension } from "../types/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceType";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { readWithRetries } from "./read";
import { assertKnownType } from "./reconcileExisting";

/** An extension that is in no state yet. */
export interface ImportTarget {
  extensionId: string;
  /** An entry of `ozeki:connections`; left out, the stack's own connection. */
  connection?: string;
}

/**
 * Reads an extension that is in no state yet: all of it that can be declared.
 *
 * @returns undefined where the PBX says that it has no such extension
 * @throws OtherKnownType where it is of another type than this resource type
 * @throws UnreadableExtension where it cannot be managed
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function importExtension(
  scope: Scope,
  { extensionId, connection }: ImportTarget,
): Promise<ResourceState | undefined> {
  const onThisPbx = onPbx(scope, connection);
  const { type, client } = onThisPbx;
  const found = await readWithRetries(onThisPbx, extensionId);
  if (found === undefined) {
    return undefined;
  }
  const typeName = type.type ?? (await typeOnPbx(onThisPbx, extensionId));
  const described = type.describe(found, extensionId, typeName, client.pbx);
  return connection === undefined ? described : { ...described, connection };
}

/** GetConfig does not tell the name by which a write has to call the type. */
async function typeOnPbx({ context, client }: PbxScope, extensionId: string): Promise<string> {
  const listed = await client.run(
    "ListExtensions",
    ({ options }) => client.listExtensions(options),
    reportRetries(context, client),
  );
  const type = listed.find(({ id }) => id === extensionId)?.type ?? "";
  if (type === "") {
    throw new UnreadableExtension(client.pbx, extensionId, "ListExtensions does not tell its type");
  }
  return type;
}

/**
 * Reads an extension that a program declares and that is in no state yet: what the program manages of it.
 *
 * @returns undefined where the PBX says that it has no such extension
 * @throws OtherKnownType where it is of another type
 * @throws UnreadableExtension where it cannot be managed
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function importDeclared(scope: Scope, inputs: ResourceInputs): Promise<ResourceState | undefined> {
  const onThisPbx = onPbx(scope, inputs.connection);
  const { type, client } = onThisPbx;
  const found = await readWithRetries(onThisPbx, inputs.extensionId);
  if (found === undefined) {
    return undefined;
  }
  assertKnownType(type, found, inputs, client.pbx);
  return type.flatten(found, inputs, client.pbx);
}
