import type { ConfigXml, ExtensionSummary, OzekiClient } from "../../provider/api";
import { BadReply, CommandRefused, OzekiError, UntrustedCertificate } from "../../provider/api";
import { readInParallel } from "./inParallel";
import { KeptBudget } from "./keptBudget";
import { warnLines } from "./printLines";
import type { Terminal } from "./terminal";
import { CommandFailed } from "./terminal";

/** What came of reading one extension. */
export type Reading = { id: string; type: string } & ({ config: ConfigXml } | { failure: OzekiError });

/**
 * Reads extensions, several at once, and keeps of each what is needed.
 *
 * @param extensions - as ListExtensions returns them
 * @param how.concurrency - how many requests at once
 * @param reduce - what to keep of one, as plain data, which is copied
 * @returns in the order of `extensions`, those that cannot be read among them
 * @throws OzekiError where the PBX itself can no longer be read: it is down, or rejects the login
 * @throws CommandFailed where what is to be kept becomes too much
 */
export function readExtensions<Kept extends object>(
  client: OzekiClient,
  extensions: readonly { id: string; type: string }[],
  how: { concurrency: number; terminal: Terminal },
  reduce: (reading: Reading) => Kept,
): Promise<Kept[]> {
  const budget = new KeptBudget(client.pbx, "choose fewer with --match or --type");
  return readInParallel(extensions, how, async ({ id, type }, signal) =>
    budget.keep(reduce({ id, type, ...(await readOne(client, id, signal)) })),
  );
}

/**
 * Warns of what could not be read, and of what else is odd.
 *
 * @throws CommandFailed where something could not be read
 */
export async function reportUnread(
  rows: readonly { id: string; unreadable?: string }[],
  odd: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const unread = rows.flatMap(({ unreadable }) => (unreadable === undefined ? [] : [unreadable]));
  await warnLines(
    terminal,
    [...odd, ...unread].map((line) => `warning: ${line}`),
  );
  if (unread.length > 0) {
    throw new CommandFailed(`${unread.length} of ${rows.length} extensions could not be read.`, 3);
  }
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

/**
 * Whether a failure is about the one extension that was asked for, and not about the PBX as a whole. Where the answer
 * itself does not tell, the PBX is asked for something else: if it answers that, the others can be read.
 */
export async function isAboutOne(
  error: unknown,
  client: OzekiClient,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (!(error instanceof OzekiError) || error instanceof UntrustedCertificate) {
    return false;
  }
  if (error instanceof CommandRefused) {
    return !(error.code >= 304 && error.code <= 307);
  }
  return error instanceof BadReply || (await answers(client, signal));
}

async function answers(client: OzekiClient, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await client.listExtensions(signal === undefined ? {} : { signal });
    return true;
  } catch (error) {
    if (error instanceof OzekiError) {
      return false;
    }
    throw error;
  }
}

/**
 * Lists all extensions of a PBX, of all types, in its own order.
 *
 * @throws OzekiError where the PBX refuses or does not answer
 */
export function listAll(client: OzekiClient, signal: AbortSignal): Promise<ExtensionSummary[]> {
  return client.run("ListExtensions", ({ options }) => client.listExtensions(options), { signal });
}
