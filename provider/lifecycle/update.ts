import type { RequestOptions } from "../api";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { ensureExists } from "./create";
import { DeclaredTwice, OtherPbx } from "./errors";
import { overwrite } from "./overwrite";
import { readExtension } from "./read";
import { assertKnownType, assertNotUnconfirmedElsewhere, assertSameExtension } from "./reconcileExisting";

/**
 * Changes an extension to what is declared: reads it, replaces the managed elements, writes it. An extension that was
 * deleted without Pulumi is created again.
 *
 * @throws DeclaredTwice where a create of this run has written the ID for another resource
 * @throws CallInProgress where it is to be disabled during a call, and `ozeki:onActiveCalls` is not `proceed`
 * @throws OtherPbx where the configuration points to another PBX than the state, which does not have the extension or
 * has a different one; `adopt` counts for creates only
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX
 * @throws OtherKnownType where it is of another type
 */
export async function update(scope: Scope, olds: ResourceState, news: ResourceInputs): Promise<ResourceState> {
  const onThisPbx = onPbx(scope, news.connection);
  const { type, context, client } = onThisPbx;
  const inputs = type.updateInputs(olds, news);
  assertNotUnconfirmedElsewhere(olds, client.pbx);
  if (!context.claims.change(client.pbx, inputs.extensionId, context.owner)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  if (olds.pbx === undefined) {
    // The create ended without an answer: whether this stack created the extension is still open.
    return ensureExists(onThisPbx, inputs);
  }
  const isThere = await client.run(
    "ModifyConfig",
    ({ options }) => overwriteIfNeeded(onThisPbx, olds, inputs, options),
    reportRetries(context, client),
  );
  if (isThere) {
    return { ...inputs, pbx: client.pbx };
  }
  if (olds.pbx !== client.pbx) {
    throw new OtherPbx(olds.pbx, client.pbx, inputs.extensionId, "which has no such extension");
  }
  const created = await ensureExists(onThisPbx, inputs);
  context.log.info(`Extension ${inputs.extensionId} was no longer on ${client.pbx} and was created again.`);
  return created;
}

async function overwriteIfNeeded(
  scope: PbxScope,
  olds: ResourceState,
  inputs: ResourceInputs,
  options: RequestOptions,
): Promise<boolean> {
  const { type, client } = scope;
  const found = await readExtension(client, inputs.extensionId, options);
  if (found === undefined) {
    return false;
  }
  assertKnownType(type, found, inputs, client.pbx);
  type.assertWritable(found, inputs, client.pbx);
  if (olds.pbx !== undefined && olds.pbx !== client.pbx) {
    assertSameExtension(type, olds.pbx, olds, type.flatten(found, olds, client.pbx));
  }
  if (type.isWriteNeeded(found, inputs, olds)) {
    await overwrite(scope, { operation: "update", found, inputs, options });
  }
  return true;
}
