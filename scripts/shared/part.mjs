import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { hasEnded, thisProcess } from "./owner.mjs";

const NAME = /^\.(?<machine>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{8}\.part$/;
/** Of a maker on another machine nothing is known but the age of what it left. */
const LEFTOVER_AGE = 24 * 60 * 60 * 1000;

/**
 * A new folder for half-made things, beside the place where the finished thing goes: only there is a rename one step.
 * Its name says whose it is.
 * @param {string} parent
 */
export async function newPart(parent) {
  const { machine, pid } = thisProcess();
  const part = join(parent, `.${machine}-${pid}-${randomBytes(4).toString("hex")}.part`);
  await mkdir(part, { recursive: true });
  return part;
}

/** @param {string} part */
export async function removePart(part) {
  // A virus scanner or a process that is just ending may still hold a file open on Windows. What stays is a leftover.
  await rm(part, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
}

/**
 * Removes what makers left behind that were killed on the way.
 * @param {string} parent
 */
export async function removeLeftovers(parent) {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const owner = NAME.exec(name)?.groups;
    if (owner?.machine === undefined) continue;
    const part = join(parent, name);
    const ended = hasEnded({ machine: owner.machine, pid: Number(owner.pid) });
    if (ended || (await age(part)) > LEFTOVER_AGE) await removePart(part);
  }
}

/** @param {string} path */
async function age(path) {
  return Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
}
