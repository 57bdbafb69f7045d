import type { ConfigXml, RequestOptions } from "../api";
import { isDisabling } from "../types/elementText";
import type { ResourceInputs } from "../types/resourceType";
import { respectCalls } from "./activeCalls";
import type { Operation } from "./advice";
import type { PbxScope } from "./context";

/** One attempt at writing over an extension that is on the PBX. */
export interface Overwriting {
  /** On whose behalf. */
  operation: Operation;
  /** What the PBX has. */
  found: ConfigXml;
  /** What it is to have. */
  inputs: ResourceInputs;
  options: RequestOptions;
}

/**
 * Writes what is declared over an extension as it was found. One that is thereby disabled may be in use: what the PBX has
 * counts, not what the state remembers.
 *
 * @throws CallInProgress where it has a call, and the configuration does not say to proceed
 */
export async function overwrite(
  { type, context, client }: PbxScope,
  { operation, found, inputs, options }: Overwriting,
): Promise<void> {
  const { extensionId, connection } = inputs;
  const wanted = type.overlay(found, inputs);
  let ownOptions = options;
  if (isDisabling(found, wanted)) {
    await respectCalls(context, client, { operation, extensionId, connection, outcome: "disabled" });
    // With a time of its own: the operation's may have passed while a call was waited for.
    ownOptions = { signal: options.signal, stopping: options.stopping };
  }
  await client.modifyConfig(type.typeOf(inputs).type, wanted, extensionId, ownOptions);
}
