import type { ExtensionSummary, OzekiClient } from "../provider/ozeki";

/**
 * Lists all extensions of a PBX, of all types, in its own order.
 *
 * @throws OzekiError where the PBX refuses or does not answer
 */
export function listAll(client: OzekiClient, signal: AbortSignal): Promise<ExtensionSummary[]> {
  return client.run("ListExtensions", ({ options }) => client.listExtensions(options), { signal });
}
