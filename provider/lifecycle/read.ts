import type { ResourceState } from "../types/resourceState";
import type { Scope } from "./context";
import { onPbx } from "./context";
import { OtherPbx } from "./errors";
import { readWithRetries } from "./readExtension";
import { assertKnownType, assertNotUnconfirmedElsewhere, assertSameExtension } from "./reconcileExisting";

/**
 * Reads what the state manages of an extension.
 *
 * @returns undefined where the PBX that the state names has no such extension. Every other failure is thrown: a PBX
 * that is down, or a wrong address, must not empty a stack.
 * @throws OtherPbx where another PBX than the state's has no such extension, or a different one
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX
 * @throws OtherKnownType where it is of another type
 */
export async function read(scope: Scope, state: ResourceState): Promise<ResourceState | undefined> {
  const onThisPbx = onPbx(scope, state.connection);
  const { type, context, client } = onThisPbx;
  assertNotUnconfirmedElsewhere(state, client.pbx);
  const found = await readWithRetries(onThisPbx, state.extensionId);
  if (found === undefined) {
    if (state.pbx !== undefined && state.pbx !== client.pbx) {
      throw new OtherPbx(state.pbx, client.pbx, state.extensionId, "which has no such extension");
    }
    return undefined;
  }
  assertKnownType(type, found, state, client.pbx);
  if (state.pbx === undefined) {
    // Still unconfirmed: the next update decides whether this stack created it. Until then nothing of it may get into
    // the state, or a foreign extension would look like our own.
    return state;
  }
  const present = type.flatten(found, state, client.pbx);
  if (state.pbx !== client.pbx) {
    assertSameExtension(type, state.pbx, state, present);
  }
  const notice = type.driftNotice(state, present, client.pbx);
  if (notice !== undefined) {
    context.log.info(notice);
  }
  return type.afterRefresh(state, present);
}
