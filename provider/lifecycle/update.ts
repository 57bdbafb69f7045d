import type { RequestOptions } from "../api";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import { ensureExists } from "./create";
import { DeclaredTwice, OtherPbx } from "./errors";
import { overwrite } from "./overwrite";
import { readExtension } from "./readExtension";
import { refuseOtherKnownType, refuseStranger, refuseUnconfirmedElsewhere } from "./reconcileExisting";
import type { PbxScope, Scope } from "./scope";
import { onPbx, reportRetries } from "./scope";

/**
 * Brings an extension to what is declared: reads it, lays the managed elements over it, writes it. An extension that
 * was deleted behind Pulumi's back is made again.
 *
 * @throws DeclaredTwice where a create of this run has written the ID for another resource
 * @throws CallInProgress where it is to be disabled while somebody talks, and the configuration does not say to go ahead
 * @throws OtherPbx where the configuration leads to another PBX than the state's, and the extension is not there or is
 * another one, whatever `adopt` says: that is for creates
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX than the configuration leads to
 * @throws OtherKnownType where it is of another type
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function update(scope: Scope, olds: ResourceState, news: ResourceInputs): Promise<ResourceState> {
  const onThisPbx = onPbx(scope, news.connection);
  const { type, context, client } = onThisPbx;
  const inputs = type.updateInputs(olds, news);
  refuseUnconfirmedElsewhere(olds, client.pbx, "nothing was written to either");
  if (!context.claims.change(client.pbx, inputs.extensionId, context.owner)) {
    throw new DeclaredTwice(client.pbx, inputs.extensionId);
  }
  if (olds.pbx === undefined) {
    // The create before this one ended without an answer: whose the extension is has still to be settled.
    return ensureExists(onThisPbx, inputs);
  }
  const isThere = await client.run(
    "ModifyConfig",
    ({ options }) => bringUpToDate(onThisPbx, olds, inputs, options),
    reportRetries(context, client),
  );
  if (isThere) {
    return { ...inputs, pbx: client.pbx };
  }
  if (olds.pbx !== client.pbx) {
    throw new OtherPbx(olds.pbx, client.pbx, inputs.extensionId, "it has no such extension, and nothing was written");
  }
  const made = await ensureExists(onThisPbx, inputs);
  context.say(`Extension ${inputs.extensionId} was no longer on ${client.pbx}: it was made again.`);
  return made;
}

async function bringUpToDate(
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
  refuseOtherKnownType(type, found, inputs, client.pbx);
  type.assertWritable(found, inputs, client.pbx);
  if (olds.pbx !== undefined && olds.pbx !== client.pbx) {
    refuseStranger(type, olds.pbx, olds, type.flatten(found, olds, client.pbx));
  }
  if (type.isWriteNeeded(found, inputs, olds)) {
    await overwrite(scope, { operation: "update", found, inputs, options });
  }
  return true;
}
