import type { Context } from "./context";
import type { Declared, Held } from "./declared";
import { OtherPbx } from "./errors/otherPbx";
import { look } from "./find";
import type { Kind } from "./kind";
import { refuseOtherKnownType, refuseStranger, refuseUnconfirmedElsewhere } from "./settle";

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
export async function read<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  state: Held<Inputs>,
): Promise<Held<Inputs> | undefined> {
  const client = context.clientFor(state.connection);
  refuseUnconfirmedElsewhere(state, client.pbx, "the state was left as it is");
  const found = await look(context, client, state.extensionId);
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
  refuseOtherKnownType(kind, found, state, client.pbx);
  if (state.pbx === undefined) {
    // Still unconfirmed: the next update settles whose it is. Nothing of it may get into the state before, or a stranger's
    // extension would look like our own.
    return state;
  }
  const present = kind.flatten(found, state, client.pbx);
  if (state.pbx !== client.pbx) {
    refuseStranger(kind, state.pbx, state, present);
  }
  const remark = kind.remarkOnDrift(state, present, client.pbx);
  if (remark !== undefined) {
    context.say(remark);
  }
  return present;
}
