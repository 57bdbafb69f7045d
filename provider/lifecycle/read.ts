import type { Context } from "./context";
import { OtherPbx } from "./errors/otherPbx";
import { find } from "./find";
import { flatten } from "./flatten";
import type { State } from "./inputs";
import { reportRetries } from "./reportRetries";
import { refuseOtherKnownType, refuseStranger } from "./settle";

/**
 * Looks at an extension.
 *
 * @returns undefined where the PBX that the state names says that it has no such extension. Every other failure is
 * thrown: a PBX that is down, or a mistyped address, must not empty a stack.
 * @throws OtherPbx where another PBX than the state's says so, or has another extension of that ID
 * @throws OtherKnownType where it is no SIP extension
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function read(context: Context, state: State): Promise<State | undefined> {
  const client = context.clientFor(state.connection);
  const found = await client.run(
    "GetConfig",
    ({ options }) => find(client, state.extensionId, options),
    reportRetries(context, client),
  );
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
  refuseOtherKnownType(found, client.pbx, state.extensionId);
  if (state.pbx === undefined) {
    // Still unconfirmed: the next update settles whose it is. Nothing of it may get into the state before, or a stranger's
    // extension would look like our own.
    return state;
  }
  const present = flatten(found, state, client.pbx);
  if (state.pbx !== client.pbx) {
    refuseStranger(state.pbx, state, present);
  }
  if (state.password !== present.password) {
    // The engine shows that something changed, but not which of the secrets.
    context.say(
      `Extension ${state.extensionId} on ${client.pbx}: its password was changed on the PBX, not by this stack. ` +
        "`pulumi up` sets a declared password again; a generated one stays as it is now until passwordVersion changes.",
    );
  }
  return present;
}
