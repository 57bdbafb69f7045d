import type { ConfigXml, OzekiClient, RequestOptions } from "../ozeki";
import { respectCalls } from "./activeCalls";
import type { Context } from "./context";
import { elementOfProperty, SIP_EXTENSION_TYPE } from "./elements";
import { readEnabled } from "./enabledText";
import type { Inputs } from "./inputs";
import type { Operation } from "./nextStep";
import { overlay } from "./overlay";

/**
 * Writes what is declared over an extension as it was found. One that is thereby disabled may be in use: what the PBX has
 * counts, not what the state remembers.
 *
 * @throws CallInProgress where somebody talks on it, and the configuration does not say to go ahead
 */
export async function writeOver(
  context: Context,
  client: OzekiClient,
  operation: Operation,
  found: ConfigXml,
  inputs: Inputs,
  options: RequestOptions,
): Promise<void> {
  const { extensionId, connection } = inputs;
  const isEnabled = readEnabled(found.text(elementOfProperty.enabled) ?? "") !== false;
  let ownOptions = options;
  if (isEnabled && !inputs.enabled) {
    await respectCalls(context, client, { operation, extensionId, connection, outcome: "disabled" });
    // With a time of its own: the operation's may have passed while a call was waited for.
    ownOptions = { signal: options.signal };
  }
  await client.modifyConfig(SIP_EXTENSION_TYPE, overlay(found, inputs), extensionId, ownOptions);
}
