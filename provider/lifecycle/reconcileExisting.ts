import type { ConfigXml } from "../api";
import { OtherKnownType } from "../types/errors";
import type { ResourceInputs, ResourceState, ResourceType } from "../types/resourceType";
import { ExtensionExists, OtherPbx, UnconfirmedElsewhere } from "./errors";

/** What to do with an extension that is there although it was to be made. */
export type Reconciliation = { action: "keep"; state: ResourceState } | { action: "adopt"; inputs: ResourceInputs };

/**
 * Decides over an extension that was found where one was to be made.
 *
 * Equal in everything that is managed, password included: an earlier attempt made it and its answer was lost. It
 * differs: it is somebody else's, and only `adopt` takes it over.
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
 * The configuration leads to another address than the state's. Only an extension that is there as the state knows it,
 * password included, is the same one on a PBX that moved: another site may well use the same ID.
 *
 * @param statePbx - the PBX that the state names
 * @param state - what the state knows of the extension
 * @param present - what stands under its ID at the configured address
 * @throws OtherPbx where it differs
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
      `it has an extension of that ID, which differs in ${differing.join(", ")} and may be another one; it was left as it is`,
    );
  }
}

/** @throws OtherKnownType where an extension is of another type than the declared one */
export function assertKnownType(type: ResourceType, found: ConfigXml, inputs: ResourceInputs, pbx: string): void {
  const { knownType } = type.typeOf(inputs);
  if (found.knownType !== knownType) {
    throw new OtherKnownType(pbx, inputs.extensionId, found.knownType, knownType);
  }
}

/**
 * A create that ended without an answer is settled where it was tried, and nowhere else: it would stay behind there.
 *
 * @param pbx - the PBX that the configuration leads to
 * @param refused - what is not done, as the end of a sentence
 * @throws UnconfirmedElsewhere where it was tried on another PBX
 */
export function assertNotUnconfirmedElsewhere(state: ResourceState, pbx: string, refused: string): void {
  if (state.unconfirmedOn !== undefined && state.unconfirmedOn !== pbx) {
    throw new UnconfirmedElsewhere(state.unconfirmedOn, pbx, state.extensionId, refused);
  }
}
