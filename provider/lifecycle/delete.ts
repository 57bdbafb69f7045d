import type { OzekiClient } from "../ozeki";
import { ConfigNotFound } from "../ozeki";
import { respectCalls } from "./activeCalls";
import type { Context } from "./context";
import type { Declared, Held } from "./declared";
import { OtherPbx } from "./errors/otherPbx";
import { look } from "./find";
import type { Kind } from "./kind";
import { reportRetries } from "./reportRetries";
import { refuseUnconfirmedElsewhere, settle } from "./settle";

/**
 * Removes an extension. One that is gone already counts as removed.
 *
 * @throws CallInProgress where somebody talks on it, and the configuration does not say to go ahead
 * @throws OtherPbx where the configuration leads to another PBX than the state's
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX than the configuration leads to
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function remove<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  state: Held<Inputs>,
): Promise<void> {
  const client = context.clientFor(state.connection);
  const { pbx } = client;
  const { extensionId } = state;
  if (state.pbx !== undefined && state.pbx !== pbx) {
    throw new OtherPbx(state.pbx, pbx, extensionId, "nothing was removed from either");
  }
  refuseUnconfirmedElsewhere(state, pbx, "nothing was removed from either");
  if (context.claims.has(pbx, extensionId, context.owner)) {
    context.say(
      `Extension ${extensionId} stays on ${pbx}: another resource of this program stands on it, or the replacement of this one. Only the state forgets the old one.`,
    );
    return;
  }
  const elsewhere = context.claims.foundElsewhere(extensionId, pbx);
  if (elsewhere !== undefined) {
    context.say(
      `Extension ${extensionId} stays on ${pbx}: this run found one of that ID in place on ${elsewhere}, and the two addresses may be one PBX. ` +
        "Only the state forgets the old resource. If they are two PBXs, remove it by hand.",
    );
    return;
  }
  if (state.pbx === undefined && !(await isOurs(context, kind, client, state))) {
    context.say(
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
async function isOurs<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  client: OzekiClient,
  state: Held<Inputs>,
): Promise<boolean> {
  const found = await look(context, client, state.extensionId);
  if (found === undefined) {
    return true;
  }
  const isOfItsType = found.knownType === kind.typeOf(state).knownType;
  return isOfItsType && settle(kind, found, { ...state, adopt: true }, client.pbx).action === "keep";
}
