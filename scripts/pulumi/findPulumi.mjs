import { readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { log, ScriptError } from "../shared/runScript.mjs";
import { checkVersion, findProgram, pathFolders } from "./programs.mjs";
import { CLI, MINIMUM_CLI, NODE_LANGUAGE_HOST } from "./versions.mjs";

/**
 * A Pulumi CLI that can run the programs of this project.
 * @typedef {object} Pulumi
 * @property {string} folder the folder of the CLI
 * @property {string} version for example "3.274.1"
 * @property {string} pulumi the executable
 * @property {{ PATH: string }} env what to add to the environment of `pulumi`: PATH with that folder first, and with `node`
 * @property {Source} source
 *
 * @typedef {"path" | "home" | "cache" | "vendor" | "build"} Source where a CLI comes from
 */

/** In the order in which they are tried. */
export const SOURCES = /** @type {const} */ (["path", "home", "cache", "vendor", "build"]);

/** The programs that the CLI starts for a program in TypeScript and for a dynamic provider. */
const PLUGINS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * The sources that PULUMI_OZEKI_CLI allows: all where it is not set.
 * @returns {Set<Source>}
 */
export function allowedSources() {
  const names = (process.env.PULUMI_OZEKI_CLI ?? "").split(/[\s,|]+/).filter(Boolean);
  const unknown = names.find((name) => !SOURCES.some((source) => source === name));
  if (unknown) throw new ScriptError(`PULUMI_OZEKI_CLI: unknown source "${unknown}". Use ${SOURCES.join(", ")}.`);
  const allowed = names.length === 0 ? SOURCES : /** @type {Source[]} */ (names);
  // What is installed or built is kept in the cache.
  const usesCache = allowed.includes("vendor") || allowed.includes("build");
  return new Set([...allowed, ...(usesCache ? /** @type {const} */ (["cache"]) : [])]);
}

/** The folder in which this project keeps what it sets up. */
export function cacheFolder() {
  return process.env.PULUMI_OZEKI_CACHE ? resolve(process.env.PULUMI_OZEKI_CACHE) : join(userCache(), "pulumi-ozeki");
}

function userCache() {
  const { LOCALAPPDATA, XDG_CACHE_HOME = "" } = process.env;
  if (process.platform === "win32") return LOCALAPPDATA || join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
}

/** The folders in the cache: of the CLI that the vendor's installer brings, and of the one that is built with Go. */
export function cachedFolders(cache = cacheFolder()) {
  const folder = (/** @type {string} */ languageHost) =>
    join(cache, `pulumi-${CLI}-node-${languageHost}-${process.platform}-${process.arch}`);
  return { vendor: folder(CLI), build: folder(NODE_LANGUAGE_HOST) };
}

/**
 * The first CLI that can be used, or undefined.
 * @param {Set<Source>} sources
 * @returns {Promise<Pulumi | undefined>}
 */
export async function findPulumi(sources) {
  const seen = new Set();
  for (const [folder, source] of candidates()) {
    if (!sources.has(source) || seen.has(folder) || !findProgram("pulumi", [folder])) continue;
    seen.add(folder);
    const found = await checkPulumi(folder, source);
    if (!("problem" in found)) return found;
    log(`The Pulumi CLI in ${folder} is not used: ${found.problem}.`);
  }
  return undefined;
}

/** @returns {Generator<[folder: string, source: Source]>} */
function* candidates() {
  for (const folder of pathFolders()) yield [folder, "path"];
  const home = process.env.PULUMI_HOME || join(homedir(), ".pulumi");
  yield [join(home, "bin"), "home"];
  // Where the Automation API installs a CLI.
  const versions = join(home, "versions");
  for (const version of newestFirst(versions)) yield [join(versions, version, "bin"), "home"];
  for (const folder of Object.values(cachedFolders())) yield [folder, "cache"];
}

/** @param {string} folder */
function newestFirst(folder) {
  try {
    return readdirSync(folder).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  } catch {
    return [];
  }
}

/**
 * The CLI in a folder, or why it cannot be used. The Automation API's `PulumiCommand.get` does not help here: it neither
 * looks for the plugins, nor finds a CLI outside a folder named `bin`.
 * @param {string} folder
 * @param {Source} source
 * @returns {Promise<Pulumi | { problem: string }>}
 */
export async function checkPulumi(folder, source) {
  const pulumi = findProgram("pulumi", [folder]);
  if (!pulumi) return { problem: "pulumi is missing" };
  // The CLI itself looks beside the file that a link points to, and on PATH.
  const folders = [folder, dirname(realpathSync(pulumi)), ...pathFolders()];
  const missing = PLUGINS.filter((name) => !findProgram(name, folders));
  if (missing.length > 0) return { problem: `${missing.join(" and ")} missing` };
  // Not `pulumi version`, which writes a log file under ~/.pulumi.
  const checked = await checkVersion(pulumi, ["--version"], MINIMUM_CLI);
  if ("problem" in checked) return checked;
  const path = [folder, process.env.PATH, dirname(process.execPath)].filter(Boolean).join(delimiter);
  return { folder, version: checked.version, pulumi, env: { PATH: path }, source };
}
