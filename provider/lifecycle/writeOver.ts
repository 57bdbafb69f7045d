import type { ConfigXml, OzekiClient, RequestOptions } from "../ozeki";
import { respectCalls } from "./activeCalls";
import type { Context } from "./context";
import type { Declared } from "./declared";
import { isSwitchedOff } from "./elementText";
import type { Kind } from "./kind";
import type { Operation } from "./nextStep";

/**
 * Writes what is declared over an extension as it was found. One that is thereby disabled may be in use: what the PBX has
 * counts, not what the state remembers.
 *
 * @throws CallInProgress where somebody talks on it, and the configuration does not say to go ahead
 */
export async function writeOver<Inputs extends Declared>(
  context: Context,
  kind: Kind<Inputs>,
  client: OzekiClient,
  operation: Operation,
  found: ConfigXml,
  inputs: Inputs,
  options: RequestOptions,
): Promise<void> {
  const { extensionId, connection } = inputs;
  const wanted = kind.overlay(found, inputs);
  let ownOptions = options;
  if (isSwitchedOff(found, wanted)) {
    await respectCalls(context, client, { operation, extensionId, connection, outcome: "disabled" });
    // With a time of its own: the operation's may have passed while a call was waited for.
    ownOptions = { signal: options.signal, stopping: options.stopping };
  }
  await client.modifyConfig(kind.typeOf(inputs).type, wanted, extensionId, ownOptions);
}
