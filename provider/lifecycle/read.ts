import type { ResourceState } from "../types/resourceState";
import { OtherPbx } from "./errors";
import { readWithRetries } from "./readExtension";
import { refuseOtherKnownType, refuseStranger, refuseUnconfirmedElsewhere } from "./reconcileExisting";
import type { Scope } from "./scope";
import { onPbx } from "./scope";

/**
 * Looks at an extension.
 *
 * @returns undefined where the PBX that the state names says that it has no such extension. Every other failure is
 * thrown: a PBX that is down, or a mistyped address, must not empty a stack.
 * @throws OtherPbx where another PBX than the state's says so, or has another extension of that ID
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX than the configuration leads to
 * @throws OtherKnownType where it is of another type
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function read(scope: Scope, state: ResourceState): Promise<ResourceState | undefined> {
  const onThisPbx = onPbx(scope, state.connection);
  const { type, context, client } = onThisPbx;
  refuseUnconfirmedElsewhere(state, client.pbx, "the state was left as it is");
  const found = await readWithRetries(onThisPbx, state.extensionId);
  if (found === undefined) {
    if (state.pbx !== undefined && state.pbx !== client.pbx) {
      throw new OtherPbx(
        state.pbx,
        client.pbx,
        state.extensionId,
        "it has no such extension, and the state was left as it is",
      );
    }
    return undefined;
  }
  refuseOtherKnownType(type, found, state, client.pbx);
  if (state.pbx === undefined) {
    // Still unconfirmed: the next update settles whose it is. Nothing of it may get into the state before, or a stranger's
    // extension would look like our own.
    return state;
  }
  const present = type.flatten(found, state, client.pbx);
  if (state.pbx !== client.pbx) {
    refuseStranger(type, state.pbx, state, present);
  }
  const notice = type.driftNotice(state, present, client.pbx);
  if (notice !== undefined) {
    context.say(notice);
  }
  return type.afterRefresh(state, present);
}
