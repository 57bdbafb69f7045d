import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newPart, removePart } from "../shared/part.mjs";
import { fileNames, programIn } from "./executable.mjs";
import { inspect } from "./inspect.mjs";
import { NoPulumi } from "./noPulumi.mjs";
import { CLI, LANGUAGE_HOST } from "./version.mjs";

/** This project's cache: PULUMI_OZEKI_CACHE, or a folder where this system keeps such things for its users. */
export function cacheFolder() {
  return process.env.PULUMI_OZEKI_CACHE ? resolve(process.env.PULUMI_OZEKI_CACHE) : join(userCache(), "pulumi-ozeki");
}

function userCache() {
  if (process.platform === "win32") return process.env.LOCALAPPDATA || join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  // The specification says that a relative path there is to be ignored.
  const xdg = process.env.XDG_CACHE_HOME;
  return xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache");
}

/**
 * The name of the folder that holds the CLI with a Node language host of that version: another version, another folder.
 * @param {string} languageHost
 */
export function cacheName(languageHost) {
  return `pulumi-${CLI}-node-${languageHost}-${process.platform}-${process.arch}`;
}

/** The vendor's first: its language host is as new as the CLI. */
const NAMES = [cacheName(CLI), cacheName(LANGUAGE_HOST)];

/**
 * The CLI that the cache holds, or undefined.
 * @param {string} cache
 * @param {(line: string) => void} say
 * @returns {Promise<import("./inspect.mjs").Cli | undefined>}
 */
export async function findCached(cache, say) {
  for (const folder of NAMES.map((name) => join(cache, name))) {
    if (!existsSync(folder)) continue;
    const found = await inspectFolder(folder);
    if (!("problem" in found)) return found;
    say(`The Pulumi CLI in ${folder} is damaged (it ${found.problem}): setting it up anew.`);
  }
  return undefined;
}

/**
 * Puts a finished folder into the cache. It appears there whole or not at all. Where another process was faster, what it
 * put there is as good.
 * @param {string} ready
 * @param {{ cache: string, name: string }} place
 * @returns {Promise<import("./inspect.mjs").Cli>}
 */
export async function putIntoCache(ready, { cache, name }) {
  const made = await inspectFolder(ready);
  if ("problem" in made) throw new NoPulumi(`The Pulumi CLI was set up, and it ${made.problem}.`);
  const folder = join(cache, name);
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(ready, folder);
      break;
    } catch (error) {
      const present = existsSync(folder) ? await inspectFolder(folder) : undefined;
      if (present && !("problem" in present)) return present;
      if (attempt === 25) {
        const { code } = /** @type {NodeJS.ErrnoException} */ (error);
        throw new NoPulumi(`${folder} cannot be replaced (${code}): end what uses it, remove it and run this again.`);
      }
      if (present) await moveAway(folder, cache);
      // Windows lets nothing be moved that a virus scanner is looking at, and it looks at every new executable.
      else await sleep(200);
    }
  }
  return { ...made, folder, pulumi: programIn(folder, "pulumi") ?? join(folder, fileNames("pulumi")[0] ?? "pulumi") };
}

/** @param {string} folder */
async function inspectFolder(folder) {
  const pulumi = programIn(folder, "pulumi");
  return pulumi ? inspect(pulumi, { alone: true }) : { problem: "lacks pulumi" };
}

/**
 * @param {string} folder
 * @param {string} cache
 */
async function moveAway(folder, cache) {
  const part = await newPart(cache);
  await rename(folder, join(part, "damaged")).catch(() => sleep(200));
  await removePart(part);
}
