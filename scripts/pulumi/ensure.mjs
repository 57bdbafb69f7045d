import { delimiter, dirname } from "node:path";
import { interruptible } from "../shared/interruptible.mjs";
import { removeLeftovers } from "../shared/part.mjs";
import { cacheFolder, findCached } from "./cache.mjs";
import { pathFolders, programOnPath } from "./executable.mjs";
import { findIn, homeFolders } from "./find.mjs";
import { make } from "./make.mjs";
import { INSTALL_PULUMI, NoPulumi } from "./noPulumi.mjs";
import { waysOpen } from "./ways.mjs";

/**
 * A Pulumi CLI that can run the programs of this project.
 * @typedef {object} Pulumi
 * @property {string} folder where it stands
 * @property {string} version for instance "3.274.1"
 * @property {string} pulumi the executable
 * @property {{ PATH: string }} env PATH with that folder first, and with `node`: run `pulumi` with
 *   `{ ...process.env, ...env }`
 * @property {"path" | "home" | "cache" | "vendor" | "built"} source where it came from
 */

/**
 * @typedef {object} Outlets
 * @property {(line: string) => void} [say] hears what is being done; nothing is said where a CLI is simply found
 * @property {((line: string) => void) | undefined} [progress] hears each second how far a long step is, to be shown in place of what it
 *   heard before, and at the end an empty text; without it `say` hears so now and then
 */

/** @type {Map<string, Promise<Pulumi>>} */
const known = new Map();

/**
 * Finds the Pulumi CLI, or sets it up.
 * @param {Outlets} [outlets]
 * @returns {Promise<Pulumi>}
 * @throws {NoPulumi} with one line that says what to do
 */
export function ensurePulumi({ say = () => {}, progress } = {}) {
  const { PATH, HOME, USERPROFILE, PULUMI_HOME, PULUMI_OZEKI_CLI } = process.env;
  const key = JSON.stringify([PATH, HOME, USERPROFILE, PULUMI_HOME, PULUMI_OZEKI_CLI, cacheFolder()]);
  let answer = known.get(key);
  if (!answer) {
    answer = findOrMake(say, progress);
    known.set(key, answer);
    answer.catch(() => known.delete(key));
  }
  return answer;
}

/**
 * @param {(line: string) => void} say
 * @param {((line: string) => void) | undefined} progress
 * @returns {Promise<Pulumi>}
 */
async function findOrMake(say, progress) {
  const ways = waysOpen(process.env.PULUMI_OZEKI_CLI);
  const cache = cacheFolder();
  await removeLeftovers(cache);

  const looking = { say, seen: new Set() };
  const onPath = ways.has("path") && (await findIn(pathFolders(), looking));
  if (onPath) return answered(onPath, "path");
  const atHome = ways.has("home") && (await findIn(homeFolders(), looking));
  if (atHome) return answered(atHome, "home");
  // Whether a CLI in the cache is damaged is said where it is mended.
  const cached = ways.has("cache") && (await findCached(cache, () => {}));
  if (cached) return answered(cached, "cache");

  if (!ways.has("vendor") && !ways.has("build")) {
    const where = `PULUMI_OZEKI_CLI=${process.env.PULUMI_OZEKI_CLI}`;
    throw new NoPulumi(`${where} allows no way to get a Pulumi CLI that is here: unset it, or ${INSTALL_PULUMI}.`);
  }
  const { source, ...made } = await interruptible((signal) => make({ cache, ways, say, progress, signal }));
  return answered(made, source);
}

/**
 * @param {import("./inspect.mjs").Cli} cli
 * @param {Pulumi["source"]} source
 * @returns {Pulumi}
 */
function answered(cli, source) {
  // The companions start `node`, which whoever started this one by its full path need not have on PATH.
  const node = programOnPath("node") ? undefined : dirname(process.execPath);
  return { ...cli, env: { PATH: [cli.folder, process.env.PATH, node].filter(Boolean).join(delimiter) }, source };
}
