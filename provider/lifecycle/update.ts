import type { ConfigXml, RequestOptions } from "../api";
import { OzekiError } from "../api/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { ensureExists } from "./create";
import { DeclaredTwice, OtherPbx } from "./errors";
import { overwrite } from "./overwrite";
import { readExtension, readWithRetries } from "./readExtension";
import { assertKnownType, assertSameExtension, assertUnconfirmedHere } from "./reconcileExisting";

/**
 * Changes an extension to what is declared: reads it, replaces the managed elements, writes it. An extension that was
 * deleted without Pulumi is created again.
 *
 * @throws DeclaredTwice where a create of this run has written the ID for another resource
 * @throws CallInProgress where it is to be disabled during a call, and `ozeki:onActiveCalls` is not `proceed`
 * @throws OtherPbx where the configuration points to another PBX than the state, which does not have the extension or
 * has a different one; `adopt` counts for creates only
 * @throws UnconfirmedElsewhere where a create ended without an answer at another address, and this PBX does not have what it
 * was to create
 * @throws OtherKnownType where it is of another type
 */
export async function update(scope: Scope, olds: ResourceState, news: ResourceInputs): Promise<ResourceState> {
  const onThisPbx = onPbx(scope, news.connection);
  const { type, context, client } = onThisPbx;
  const inputs = type.updateInputs(olds, news);
  if (!context.claims.change(client.pbx, inputs.extensionId, context.owner)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  if (olds.pbx === undefined) {
    await assertUnconfirmedHere(onThisPbx, olds);
    // The create ended without an answer: whether this stack created the extension is still open.
    return ensureExists(onThisPbx, inputs, olds);
  }
  const updated = await client.run(
    "ModifyConfig",
    ({ options }) => overwriteIfNeeded(onThisPbx, olds, news, options),
    reportRetries(context, client),
  );
  if (updated !== undefined) {
    if (type.missingElements(updated.found, inputs).length > 0) {
      await reportDropped(onThisPbx, inputs);
    }
    const notice = type.driftNotice(inputs, updated.inputs, client.pbx);
    if (notice !== undefined) {
      context.log.info(notice);
    }
    return { ...updated.inputs, pbx: client.pbx };
  }
  if (olds.pbx !== client.pbx) {
    throw new OtherPbx(olds.pbx, client.pbx, inputs.extensionId, "which has no such extension");
  }
  const created = await ensureExists(onThisPbx, inputs);
  context.log.info(`Extension ${inputs.extensionId} was no longer on ${client.pbx} and was created again.`);
  return created;
}

/** @returns what the PBX had before, and what it has now; undefined where it has no such extension */
async function overwriteIfNeeded(
  scope: PbxScope,
  olds: ResourceState,
  news: ResourceInputs,
  options: RequestOptions,
): Promise<{ found: ConfigXml; inputs: ResourceInputs } | undefined> {
  const { type, client } = scope;
  const found = await readExtension(client, news.extensionId, options);
  if (found === undefined) {
    return undefined;
  }
  const inputs = type.updateInputs(olds, news, found);
  assertKnownType(type, found, inputs, client.pbx);
  type.assertWritable(found, inputs, client.pbx);
  if (olds.pbx !== undefined && olds.pbx !== client.pbx) {
    assertSameExtension(type, olds.pbx, olds, type.flatten(found, olds, client.pbx));
  }
  if (type.isWriteNeeded(found, inputs, olds)) {
    await overwrite(scope, { operation: "update", found, inputs, options });
  }
  return { found, inputs };
}

/**
 * Reports elements that the PBX did not keep, although it answered the write with 200: a refresh would find them missing
 * and the next update would write them, again and again.
 */
async function reportDropped(scope: PbxScope, inputs: ResourceInputs): Promise<void> {
  const { type, client, context } = scope;
  let found: ConfigXml | undefined;
  try {
    found = await readWithRetries(scope, inputs.extensionId);
  } catch (error) {
    if (error instanceof OzekiError) {
      // The update itself was answered. The next refresh reports what it finds.
      return;
    }
    throw error;
  }
  const dropped = found === undefined ? [] : type.missingElements(found, inputs);
  if (dropped.length > 0) {
    context.log.warn(
      `The PBX ${client.pbx} does not keep ${dropped.join(", ")} of extension ${inputs.extensionId}: it accepted the write and does not return ${dropped.length === 1 ? "the element" : "the elements"}. ` +
        "Remove what it does not keep from the program: otherwise every `pulumi up` after a refresh writes it again.",
    );
  }
}
