import type { ConfigXml, OzekiClient, OzekiError } from "../provider/ozeki";
import { BadReply, CommandRefused } from "../provider/ozeki";
import { inParallel } from "./inParallel";

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
  return inParallel(extensions, { concurrency, signal }, async ({ id, type }, either) => {
    const reading = { id, type, ...(await readOne(client, id, either)) };
    onRead();
    return reading;
  });
}

async function readOne(
  client: OzekiClient,
  id: string,
  signal: AbortSignal,
): Promise<{ config: ConfigXml } | { failure: OzekiError }> {
  try {
    return { config: await client.run("GetConfig", ({ options }) => client.getConfig(id, options), { signal }) };
  } catch (error) {
    if (isAboutOne(error)) {
      return { failure: error };
    }
    throw error;
  }
}

/** Whether an error is about the extension that was asked for, and not about the PBX as a whole: a login, an access right. */
export function isAboutOne(error: unknown): error is OzekiError {
  return error instanceof BadReply || (error instanceof CommandRefused && !(error.code >= 304 && error.code <= 307));
}
