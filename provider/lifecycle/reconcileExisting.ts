import type { ConfigXml } from "../api";
import { OtherKnownType } from "../types/errors";
import type { ResourceInputs, ResourceState } from "../types/resourceState";
import type { ResourceType } from "../types/resourceType";
import type { PbxScope } from "./context";
import { ExtensionExists, OtherPbx, UnconfirmedElsewhere } from "./errors";
import { readWithRetries } from "./readExtension";

/** What to do with an extension that exists although it was to be created. */
export type Reconciliation = { action: "keep"; state: ResourceState } | { action: "adopt"; inputs: ResourceInputs };

/**
 * Decides what to do with an extension that was found where one was to be created.
 *
 * Where everything that is managed is equal, password included, an earlier attempt created it and its answer was lost.
 * Where something differs, it is foreign, and only `adopt` manages it.
 *
 * @throws OtherKnownType where it is of another type
 * @throws ExtensionExists where it differs and `adopt` is not set
 */
export function reconcileExisting(
  type: ResourceType,
  found: ConfigXml,
  inputs: ResourceInputs,
  pbx: string,
): Reconciliation {
  assertKnownType(type, found, inputs, pbx);
  const present = type.flatten(found, inputs, pbx);
  const differing = type.differing(present, inputs);
  if (differing.length === 0) {
    return { action: "keep", state: present };
  }
  if (!inputs.adopt) {
    throw new ExtensionExists(pbx, inputs.extensionId, differing);
  }
  return { action: "adopt", inputs: type.adoptInputs(inputs, present) };
}

/**
 * Asserts that an extension at another address than the state's is the recorded one, on a PBX that moved: equal in
 * everything, password included. Another site may use the same ID.
 *
 * @param statePbx - the PBX that the state names
 * @param state - the recorded extension
 * @param present - the extension with its ID at the configured address
 * @throws OtherPbx where they differ
 */
export function assertSameExtension(
  type: ResourceType,
  statePbx: string,
  state: ResourceState,
  present: ResourceState,
): void {
  const differing = type.differing(present, state);
  if (differing.length > 0 && present.pbx !== undefined) {
    throw new OtherPbx(
      statePbx,
      present.pbx,
      state.extensionId,
      `where this ID has a different ${differing.join(", ")} and may be another extension`,
    );
  }
}

/** @throws OtherKnownType where the PBX has an extension of another type than the declared one */
export function assertKnownType(type: ResourceType, found: ConfigXml, inputs: ResourceInputs, pbx: string): void {
  const { knownType } = type.typeOf(inputs);
  if (found.knownType !== knownType) {
    throw new OtherKnownType(pbx, inputs.extensionId, found.knownType, knownType);
  }
}

/**
 * Asserts that an unconfirmed create was sent to this PBX. On another one its extension would be left behind.
 *
 * @param pbx - the PBX that the configuration points to
 * @throws UnconfirmedElsewhere where it was sent to another PBX
 */
export function assertNotUnconfirmedElsewhere(state: ResourceState, pbx: string): void {
  if (isUnconfirmedElsewhere(state, pbx)) {
    throw new UnconfirmedElsewhere(state.unconfirmedOn, pbx, state.extensionId);
  }
}

/**
 * Asserts that an update may complete an unconfirmed create on this PBX: it was sent to it, or this is the same PBX at
 * another address, because it has exactly what was to be created.
 *
 * @throws UnconfirmedElsewhere where neither is certain
 */
export async function assertUnconfirmedHere(scope: PbxScope, state: ResourceState): Promise<void> {
  const { type, client } = scope;
  if (!isUnconfirmedElsewhere(state, client.pbx)) {
    return;
  }
  const found = await readWithRetries(scope, state.extensionId);
  if (found === undefined) {
    throw new UnconfirmedElsewhere(state.unconfirmedOn, client.pbx, state.extensionId, "which has no such extension");
  }
  assertKnownType(type, found, state, client.pbx);
  const isWhatWasSent =
    type.wasCreatedByUs(found, state) || type.differing(type.flatten(found, state, client.pbx), state).length === 0;
  if (!isWhatWasSent) {
    throw new UnconfirmedElsewhere(
      state.unconfirmedOn,
      client.pbx,
      state.extensionId,
      "which has a different extension with this ID",
    );
  }
}

/** Whether a create that ended without an answer was sent to another address. */
function isUnconfirmedElsewhere(state: ResourceState, pbx: string): state is ResourceState & { unconfirmedOn: string } {
  return state.unconfirmedOn !== undefined && state.unconfirmedOn !== pbx;
}
