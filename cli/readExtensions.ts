import type { ConfigXml, OzekiClient } from "../provider/ozeki";
import { OzekiError } from "../provider/ozeki";
import { isAboutOne } from "./isAboutOne";
import { readInParallel } from "./readInParallel";
import type { Terminal } from "./terminal";

/** What came of reading one extension. */
export type Reading = { id: string; type: string } & ({ config: ConfigXml } | { failure: OzekiError });

/**
 * Reads extensions, several at once.
 *
 * @param extensions - as ListExtensions tells them
 * @param how.concurrency - how many requests at once
 * @returns in the order of `extensions`, those that cannot be read among them
 * @throws OzekiError where the PBX itself can no longer be read: it is down, or lets nobody in
 */
export function readExtensions(
  client: OzekiClient,
  extensions: readonly { id: string; type: string }[],
  how: { concurrency: number; terminal: Terminal },
): Promise<Reading[]> {
  return readInParallel(extensions, how, async ({ id, type }, signal) => ({
    id,
    type,
    ...(await readOne(client, id, signal)),
  }));
}

async function readOne(
  client: OzekiClient,
  id: string,
  signal: AbortSignal,
): Promise<{ config: ConfigXml } | { failure: OzekiError }> {
  try {
    return { config: await client.run("GetConfig", ({ options }) => client.getConfig(id, options), { signal }) };
  } catch (error) {
    if (error instanceof OzekiError && (await isAboutOne(error, client, signal))) {
      return { failure: error };
    }
    throw error;
  }
}
