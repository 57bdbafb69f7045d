import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { hasEnded, thisProcess } from "./owner.mjs";

/** How often a holder shows that it lives. */
const BEAT = 5_000;
/** How long a holder may show nothing before it counts as ended; a busy machine misses a beat, hardly six. */
const PATIENCE = 30_000;
const POLL = 250;

/**
 * Takes the lock, waiting for whoever holds it. It only spares people the same work twice: what it guards must be right
 * without it, because a lock file can outlive its holder, and a holder can be stopped for longer than PATIENCE.
 * @param {string} file
 * @param {{ signal: AbortSignal, waiting: (pid: number | undefined) => void, patience?: number }} options waiting is
 *   called once
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
export async function takeLock(file, { signal, waiting, patience = PATIENCE }) {
  const mine = JSON.stringify({ ...thisProcess(), token: randomUUID() });
  /** @type {{ text: string, beat: number, since: number } | undefined} */
  let seen;
  let told = false;
  let refusals = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      await writeFile(file, mine, { flag: "wx" });
      return holding(file, mine);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      // Windows says EPERM for a while of a file that is being deleted; of a folder without permission it says so for ever.
      const deleting = process.platform === "win32" && code === "EPERM" && refusals++ < 40;
      if (code !== "EEXIST" && !deleting) throw error;
    }
    const held = await look(file);
    if (held !== undefined) {
      // The beat is compared with what was seen before and never with a clock: the holder's may be another machine's.
      if (seen?.text !== held.text || seen.beat !== held.beat) seen = { ...held, since: performance.now() };
      const holder = ownerIn(held.text);
      if ((holder && hasEnded(holder)) || performance.now() - seen.since > patience) {
        await takeAway(file, held.text);
        continue;
      }
      if (!told) waiting(holder?.pid);
      told = true;
    }
    await sleep(POLL, undefined, { signal });
  }
}

/**
 * @param {string} file
 * @param {string} mine
 */
function holding(file, mine) {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, BEAT);
  beat.unref();
  return async () => {
    clearInterval(beat);
    const held = await look(file);
    if (held?.text === mine) await rm(file, { force: true });
  };
}

/** @param {string} file */
async function look(file) {
  try {
    return { text: await readFile(file, "utf8"), beat: (await stat(file)).mtimeMs };
  } catch {
    return undefined;
  }
}

/**
 * Nothing can be read from a lock whose holder is just writing it, or ended while doing so: its beat decides.
 * @param {string} text
 * @returns {import("./owner.mjs").Owner | undefined}
 */
function ownerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Two who wait may find the same dead lock. The second of them would take away the first one's new lock, so it looks at
 * what it took and puts it back.
 * @param {string} file
 * @param {string} text what stood in the dead lock
 */
async function takeAway(file, text) {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await look(aside))?.text !== text) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}
