import type { OzekiClient, RequestOptions } from "../ozeki";
import type { Context } from "./context";
import { ensureExists } from "./create";
import type { Declared, Held } from "./declared";
import { OtherPbx } from "./errors/otherPbx";
import { find } from "./find";
import type { Kind } from "./kind";
import { reportRetries } from "./reportRetries";
import { refuseOtherKnownType, refuseStranger, refuseUnconfirmedElsewhere } from "./settle";
import { writeOver } from "./writeOver";

/**
 * Brings an extension to what is declared: reads it, lays the managed elements over it, writes it. An extension that
 * was deleted behind Pulumi's back is made again.
 *
 * @throws CallInProgress where it is to be disabled while somebody talks, and the configuration does not say to go ahead
 * @throws OtherPbx where the configuration leads to another PBX than the state's, and the extension is not there or is
 * another one, whatever `adopt` says: that is for creates
 * @throws UnconfirmedElsewhere where a create ended without an answer on another PBX than the configuration leads to
 * @throws OtherKnownType where it is of another type
 * @throws OzekiError where the PBX refuses or does not answer
 */
export async function update<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  olds: Held<Inputs>,
  news: Inputs,
): Promise<Held<Inputs>> {
  const client = context.clientFor(news.connection);
  const inputs = kind.toSend(olds, news);
  refuseUnconfirmedElsewhere(olds, client.pbx, "nothing was written to either");
  context.claims.make(client.pbx, inputs.extensionId, context.owner);
  if (olds.pbx === undefined) {
    // The create before this one ended without an answer: whose the extension is has still to be settled.
    return ensureExists(context, kind, client, inputs);
  }
  const isThere = await client.run(
    "ModifyConfig",
    ({ options }) => bringUpToDate(context, kind, client, olds, inputs, options),
    reportRetries(context, client),
  );
  if (isThere) {
    return { ...inputs, pbx: client.pbx };
  }
  if (olds.pbx !== client.pbx) {
    throw new OtherPbx(olds.pbx, client.pbx, inputs.extensionId, "it has no such extension, and nothing was written");
  }
  const made = await ensureExists(context, kind, client, inputs);
  context.say(`Extension ${inputs.extensionId} was no longer on ${client.pbx}: it was made again.`);
  return made;
}

async function bringUpToDate<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  client: OzekiClient,
  olds: Held<Inputs>,
  inputs: Inputs,
  options: RequestOptions,
): Promise<boolean> {
  const found = await find(client, inputs.extensionId, options);
  if (found === undefined) {
    return false;
  }
  refuseOtherKnownType(kind, found, inputs, client.pbx);
  kind.refuseUnreadable(found, inputs, client.pbx);
  if (olds.pbx !== undefined && olds.pbx !== client.pbx) {
    refuseStranger(kind, olds.pbx, olds, kind.flatten(found, olds, client.pbx));
  }
  if (kind.isWriteNeeded(found, inputs, olds)) {
    await writeOver(context, kind, client, "update", found, inputs, options);
  }
  return true;
}
