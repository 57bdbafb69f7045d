import type { ConfigXml, OzekiClient, OzekiError } from "../provider/ozeki";
import { BadReply, CommandRefused } from "../provider/ozeki";

/** What came of reading one extension. */
export type Reading = { id: string; type: string } & ({ config: ConfigXml } | { failure: OzekiError });

/** How extensions are read. */
export interface ReadOptions {
  /** How many requests at once. */
  concurrency: number;
  signal: AbortSignal;
  /** One more was read, or could not be. */
  onRead(): void;
}

/**
 * Reads extensions, several at once.
 *
 * @param extensions - as ListExtensions tells them
 * @returns in the order of `extensions`, those that cannot be read among them
 * @throws OzekiError where the PBX itself can no longer be read: it is down, or lets nobody in
 */
export async function readExtensions(
  client: OzekiClient,
  extensions: readonly { id: string; type: string }[],
  { concurrency, signal, onRead }: ReadOptions,
): Promise<Reading[]> {
  const readings = new Array<Reading>(extensions.length);
  const giveUp = new AbortController();
  const either = AbortSignal.any([signal, giveUp.signal]);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < extensions.length && !either.aborted; at = next++) {
      const { id, type } = extensions[at] as (typeof extensions)[number];
      readings[at] = { id, type, ...(await readOne(client, id, either)) };
      onRead();
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    // One that is thrown ends the others.
    giveUp.abort();
  }
  signal.throwIfAborted();
  return readings;
}

async function readOne(
  client: OzekiClient,
  id: string,
  signal: AbortSignal,
): Promise<{ config: ConfigXml } | { failure: OzekiError }> {
  try {
    return { config: await client.run("GetConfig", ({ options }) => client.getConfig(id, options), { signal }) };
  } catch (error) {
    // What is odd about one extension, and not what is wrong with the PBX.
    if (error instanceof BadReply || (error instanceof CommandRefused && !isAboutEverything(error))) {
      return { failure: error };
    }
    throw error;
  }
}

/** 304 to 307: login and access. */
function isAboutEverything({ code }: CommandRefused): boolean {
  return code >= 304 && code <= 307;
}
