import { ConfigNotFound } from "../api/errors";
import type { ResourceState } from "../types/resourceState";
import { respectCalls } from "./activeCalls";
import type { PbxScope, Scope } from "./context";
import { onPbx, reportRetries } from "./context";
import { OtherPbx } from "./errors";
import { readWithRetries } from "./readExtension";
import { assertNotUnconfirmedElsewhere, reconcileExisting } from "./reconcileExisting";

/**
 * Removes an extension. One that no longer exists counts as removed.
 *
 * @throws CallInProgress where it has a call, and `ozeki:onActiveCalls` is not `proceed`
 * @throws OtherPbx where the configuration points to another PBX than the state
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX
 */
export async function deleteExtension(scope: Scope, state: ResourceState): Promise<void> {
  const onThisPbx = onPbx(scope, state.connection);
  const { context, client } = onThisPbx;
  const { pbx } = client;
  const { extensionId } = state;
  if (state.pbx !== undefined && state.pbx !== pbx) {
    throw new OtherPbx(state.pbx, pbx, extensionId);
  }
  assertNotUnconfirmedElsewhere(state, pbx);
  const managedAt = context.claims.managedAt(pbx, extensionId, context.owner);
  if (managedAt === pbx) {
    context.log.info(
      `Extension ${extensionId} was not deleted from ${pbx}: another resource of this program, or this one's replacement, manages it. Only the old resource is removed from the state.`,
    );
    return;
  }
  if (managedAt !== undefined) {
    context.log.info(
      `Extension ${extensionId} was not deleted from ${pbx}: ${managedAt} has an extension with the same ID, and may be the same PBX. ` +
        "Only the old resource is removed from the state. If they are two PBXs, delete the extension by hand.",
    );
    return;
  }
  if (state.pbx === undefined && !(await isOurs(onThisPbx, state))) {
    context.log.info(
      `Extension ${extensionId} was not deleted from ${pbx}: it was never confirmed that this stack created it.`,
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

/** Whether the PBX has, under the ID of an unconfirmed create, what that create declared, or nothing. */
async function isOurs(scope: PbxScope, state: ResourceState): Promise<boolean> {
  const { type, client } = scope;
  const found = await readWithRetries(scope, state.extensionId);
  if (found === undefined) {
    return true;
  }
  const isOfItsType = found.knownType === type.typeOf(state).knownType;
  return isOfItsType && reconcileExisting(type, found, { ...state, adopt: true }, client.pbx).action === "keep";
}
