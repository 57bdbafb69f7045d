import { ConfigNotFound } from "../api/errors";
import type { ResourceState } from "../types/resourceType";
import { respectCalls } from "./activeCalls";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { OtherPbx } from "./errors";
import { readWithRetries } from "./read";
import { assertNotUnconfirmedElsewhere, reconcileExisting } from "./reconcileExisting";

/**
 * Removes an extension. One that is gone already counts as removed.
 *
 * @throws CallInProgress where somebody talks on it, and the configuration does not say to go ahead
 * @throws OtherPbx where the configuration leads to another PBX than the state's
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX than the configuration leads to
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function deleteExtension(scope: Scope, state: ResourceState): Promise<void> {
  const onThisPbx = onPbx(scope, state.connection);
  const { context, client } = onThisPbx;
  const { pbx } = client;
  const { extensionId } = state;
  if (state.pbx !== undefined && state.pbx !== pbx) {
    throw new OtherPbx(state.pbx, pbx, extensionId, "nothing was removed from either");
  }
  assertNotUnconfirmedElsewhere(state, pbx, "nothing was removed from either");
  if (context.claims.has(pbx, extensionId, context.owner)) {
    context.log.info(
      `Extension ${extensionId} stays on ${pbx}: another resource of this program stands on it, or the replacement of this one. Only the state forgets the old one.`,
    );
    return;
  }
  const elsewhere = context.claims.foundElsewhere(extensionId, pbx);
  if (elsewhere !== undefined) {
    context.log.info(
      `Extension ${extensionId} stays on ${pbx}: this run found one of that ID in place on ${elsewhere}, and the two addresses may be one PBX. ` +
        "Only the state forgets the old resource. If they are two PBXs, remove it by hand.",
    );
    return;
  }
  if (state.pbx === undefined && !(await isOurs(onThisPbx, state))) {
    context.log.info(
      `Extension ${extensionId} on ${pbx} was left as it is: it was never confirmed to be made by this stack.`,
    );
    return;
  }
  await respectCalls(context, client, {
    operation: "delete",
    extensionId,
    connection: state.connection,
    outcome: "removed",
  });
  await client.run(
    "RemoveConfig",
    async ({ options }) => {
      try {
        await client.removeConfig(extensionId, options);
      } catch (error) {
        if (!(error instanceof ConfigNotFound)) {
          throw error;
        }
      }
    },
    reportRetries(context, client),
  );
  context.claims.release(pbx, extensionId);
}

/** Whether what the PBX has under the ID of an unconfirmed create is what was to be made. Nothing there is ours, too. */
async function isOurs(scope: PbxScope, state: ResourceState): Promise<boolean> {
  const { type, client } = scope;
  const found = await readWithRetries(scope, state.extensionId);
  if (found === undefined) {
    return true;
  }
  const isOfItsType = found.knownType === type.typeOf(state).knownType;
  return isOfItsType && reconcileExisting(type, found, { ...state, adopt: true }, client.pbx).action === "keep";
}
