import { setTimeout } from "node:timers/promises";
import { CommandRefused, ConfigNotFound, OzekiClient, OzekiError } from "../../../provider/api";
import { displayId } from "../../../provider/api/display";
import { CommandFailed } from "../../shared/terminal";
import type { Examination } from "./check";
import type { Finding } from "./finding";
import { findingOf, ok } from "./finding";
import type { Trial } from "./tryOut";
import { tryOut } from "./tryOut";

const CLEAN_UP_TRIES = 3;
const LOOK_AGAIN_AFTER_MS = 500;

/** The ID of an extension that is changed without having been created. Some PBX may create it then. */
export const unknownIdOf = (extensionId: string) => `${extensionId}-none`;

/** What to probe with. */
export type ProbeOptions = Pick<Trial, "extensionId" | "userId" | "log">;

/**
 * Creates, changes and removes one extension, to learn what reading cannot show. Whatever happens, it is removed in the end.
 *
 * @throws CommandFailed where the ID is taken, or something could not be removed: the message names it
 */
export async function probe(pbx: Examination, options: ProbeOptions): Promise<Finding[]> {
  const { client } = pbx;
  const { extensionId } = options;
  const ids = [extensionId, unknownIdOf(extensionId)];
  for (const id of ids) {
    if (await exists(client, id, pbx.signal)) {
      throw new CommandFailed(
        `error: ${client.pbx} already has an extension ${displayId(id)}. Nothing was written. Choose an ID that is free`,
        2,
      );
    }
  }
  const findings: Finding[] = [];
  let failure: unknown;
  try {
    await tryInBothEncodings(pbx, options, findings);
  } catch (error) {
    failure = error;
  }
  const left = await cleanUp(client, ids, options);
  if (left.length === 0 && isUnanswered(failure)) {
    left.push(...(await awaitLate(pbx, ids, options)));
  }
  if (left.length > 0) {
    throw new CommandFailed(
      `error: the probe could not be removed: extension ${left.map(displayId).join(" and ")} may be left on ${client.pbx}, disabled. Remove it on the PBX, or see \`pulumi-ozeki show\` when the PBX answers again`,
      1,
    );
  }
  if (failure !== undefined) {
    throw failure;
  }
  const cleanedUp = ok(`extension ${displayId(extensionId)} is gone again`, { isRemoved: true });
  return [...findings, findingOf("Clean-up", cleanedUp)];
}

async function tryInBothEncodings(pbx: Examination, options: ProbeOptions, findings: Finding[]): Promise<void> {
  const { configXmlEncoding: configured, onActiveCalls: _, ...settings } = pbx.settings;
  const other = configured === "plain" ? "escaped" : "plain";
  const otherClient = new OzekiClient({ ...settings, sources: pbx.sources, configXmlEncoding: other });
  try {
    await tryOut({
      ...options,
      pbx,
      unknownId: unknownIdOf(options.extensionId),
      clients: [
        [configured, pbx.client],
        [other, otherClient],
      ],
      note: (about, found) => findings.push(findingOf(about, found)),
    });
  } finally {
    await otherClient.close();
  }
}

/** Whether a write was given up that the PBX may carry out yet. */
function isUnanswered(failure: unknown): boolean {
  return failure instanceof OzekiError && failure.sent === "maybe" && !(failure instanceof CommandRefused);
}

/** What was given up may still be carried out: so it is looked for as long as an answer could have come. */
async function awaitLate(
  { client, settings: { requestTimeout } }: Examination,
  ids: readonly string[],
  options: ProbeOptions,
): Promise<string[]> {
  options.log(
    `The PBX did not answer a write. Checking for ${requestTimeout} s whether it creates extension ${displayId(options.extensionId)} late…`,
  );
  const until = performance.now() + requestTimeout * 1000;
  let left: string[] = [];
  while (left.length === 0 && performance.now() < until) {
    await setTimeout(Math.min(LOOK_AGAIN_AFTER_MS, Math.max(1, until - performance.now())));
    left = await cleanUp(client, ids, options);
  }
  return left;
}

async function exists(client: OzekiClient, extensionId: string, signal?: AbortSignal): Promise<boolean> {
  try {
    const hooks = signal === undefined ? {} : { signal };
    await client.run("GetConfig", ({ options }) => client.getConfig(extensionId, options), hooks);
    return true;
  } catch (error) {
    if (error instanceof ConfigNotFound) {
      return false;
    }
    throw error;
  }
}

/** Removes what is there, whether or not the user has ended the command. @returns the IDs that may be left */
async function cleanUp(client: OzekiClient, ids: readonly string[], { log }: ProbeOptions): Promise<string[]> {
  const left: string[] = [];
  for (const id of ids) {
    if (!(await isGone(client, id, log))) {
      left.push(id);
    }
  }
  return left;
}

async function isGone(client: OzekiClient, extensionId: string, log: (line: string) => void): Promise<boolean> {
  for (let attempt = 1; attempt <= CLEAN_UP_TRIES; attempt++) {
    try {
      if (!(await exists(client, extensionId))) {
        return true;
      }
      log(`Removing extension ${displayId(extensionId)} again…`);
      await client.run("RemoveConfig", ({ options }) => client.removeConfig(extensionId, options));
    } catch (error) {
      if (!(error instanceof OzekiError)) {
        throw error;
      }
    }
  }
  return !(await exists(client, extensionId).catch(() => true));
}
