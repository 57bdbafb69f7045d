import { UnreadableExtension } from "../types/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { readWithRetries } from "./readExtension";
import { assertKnownType } from "./reconcileExisting";

/** An extension that is not in a state yet. */
export interface ImportTarget {
  extensionId: string;
  /** An entry of `ozeki:connections`; left out, the stack's own connection. */
  connection?: string;
}

/**
 * Reads an extension that is not in a state yet: everything of it that a program can declare.
 *
 * @returns undefined where the PBX has no such extension
 * @throws OtherKnownType where it is of another type than this resource type
 * @throws UnreadableExtension where it cannot be managed
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

/** The name of the type for writes, which GetConfig does not return. */
async function typeOnPbx({ context, client }: PbxScope, extensionId: string): Promise<string> {
  const listed = await client.run(
    "ListExtensions",
    ({ options }) => client.listExtensions(options),
    reportRetries(context, client),
  );
  const type = listed.find(({ id }) => id === extensionId)?.type ?? "";
  if (type === "") {
    throw new UnreadableExtension(client.pbx, extensionId, "ListExtensions does not return its type");
  }
  return type;
}

/**
 * Reads an extension that a program declares and that is not in a state yet: what the program manages of it.
 *
 * @returns undefined where the PBX has no such extension
 * @throws OtherKnownType where it is of another type
 * @throws UnreadableExtension where it cannot be managed
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
