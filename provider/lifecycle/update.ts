import type { ConfigXml, OzekiClient, RequestOptions } from "../ozeki";
import type { Context } from "./context";
import { ensureExists } from "./create";
import { OtherPbx } from "./errors/otherPbx";
import { find } from "./find";
import { flatten, refuseWhatIsNoPlainText } from "./flatten";
import { isGenerated } from "./generatedPassword";
import type { Inputs, State } from "./inputs";
import { isWriteNeeded } from "./overlay";
import { reportRetries } from "./reportRetries";
import { isRotated } from "./rotation";
import { refuseOtherKnownType, refuseStranger } from "./settle";
import { writeOver } from "./writeOver";

/**
 * Brings an extension to what is declared: reads it, lays the managed elements over it, writes it. An extension that
 * was deleted behind Pulumi's back is made again.
 *
 * @throws CallInProgress where it is to be disabled while somebody talks, and the configuration does not say to go ahead
 * @throws OtherPbx where the configuration leads to another PBX than the state's, and the extension is not there or is
 * another one, whatever `adopt` says: that is for creates
 * @throws OtherKnownType where it is no SIP extension
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function update(context: Context, olds: State, news: Inputs): Promise<State> {
  const client = context.clientFor(news.connection);
  const inputs = { ...news, password: passwordToSend(olds, news) };
  context.claims.make(client.pbx, inputs.extensionId);
  if (olds.pbx === undefined) {
    // The create before this one ended without an answer: whose the extension is has still to be settled.
    return ensureExists(context, client, inputs);
  }
  const isThere = await client.run(
    "ModifyConfig",
    ({ options }) => bringUpToDate(context, client, olds, inputs, options),
    reportRetries(context, client),
  );
  if (isThere) {
    return { ...inputs, pbx: client.pbx };
  }
  if (olds.pbx !== client.pbx) {
    throw new OtherPbx(olds.pbx, client.pbx, inputs.extensionId, "it has no such extension, and nothing was written");
  }
  const made = await ensureExists(context, client, inputs);
  context.say(`Extension ${inputs.extensionId} was no longer on ${client.pbx}: it was made again.`);
  return made;
}

async function bringUpToDate(
  context: Context,
  client: OzekiClient,
  olds: State,
  inputs: Inputs,
  options: RequestOptions,
): Promise<boolean> {
  const found = await find(client, inputs.extensionId, options);
  if (found === undefined) {
    return false;
  }
  refuseOtherKnownType(found, client.pbx, inputs.extensionId);
  refuseWhatIsNoPlainText(found, inputs, client.pbx);
  if (olds.pbx !== undefined && olds.pbx !== client.pbx) {
    refuseStranger(olds.pbx, olds, flatten(found, olds, client.pbx));
  }
  if (isWriteNeeded(found, inputs) || isHiddenUsernameChanged(found, olds, inputs)) {
    await writeOver(context, client, "update", found, inputs, options);
  }
  return true;
}

/** A PBX that does not return Username cannot tell whether it is as declared: then the state's memory has to do. */
function isHiddenUsernameChanged(found: ConfigXml, olds: State, inputs: Inputs): boolean {
  return found.text("Username") === undefined && olds.username !== inputs.username;
}

/**
 * A generated password among the inputs is a wish for any strong one. The one that the phone logs in with stands in the
 * state, and differs from the wish after a recovery or an adoption.
 */
function passwordToSend(olds: State, news: Inputs): string {
  const keepsItsPassword = isGenerated(news.password, news.extensionId) && !isRotated(olds, news);
  return keepsItsPassword ? olds.password : news.password;
}
