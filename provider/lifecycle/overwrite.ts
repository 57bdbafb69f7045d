import type { ConfigXml, RequestOptions } from "../api";
import { isDisabling } from "../types/elementText";
import type { ResourceInputs } from "../types/resourceState";
import { respectCalls } from "./activeCalls";
import type { Operation } from "./advice";
import type { PbxScope } from "./context";

/** One attempt to overwrite an extension that is on the PBX. */
export interface Overwriting {
  /** The operation that it belongs to. */
  operation: Operation;
  /** What the PBX has. */
  found: ConfigXml;
  /** What is declared. */
  inputs: ResourceInputs;
  options: RequestOptions;
}

/**
 * Writes the declared elements over an extension as it was found. An extension that this disables may be in use, which
 * the PBX knows and the state does not.
 *
 * @throws CallInProgress where it has a call, and `ozeki:onActiveCalls` is not `proceed`
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
    // With a time limit of its own: that of the operation may have passed during the wait for a call.
    ownOptions = { signal: options.signal, stopping: options.stopping };
  }
  await client.modifyConfig(type.typeOf(inputs).type, wanted, extensionId, ownOptions);
}
