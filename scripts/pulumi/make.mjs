import { mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { takeLock } from "../shared/lock.mjs";
import { newPart, removePart } from "../shared/part.mjs";
import { buildWithGo, expectedMinutes } from "./build.mjs";
import { cacheName, findCached, putIntoCache } from "./cache.mjs";
import { findGo } from "./go.mjs";
import { INSTALL_PULUMI, NoPulumi } from "./noPulumi.mjs";
import { startProgress } from "./progress.mjs";
import { sdkFolder } from "./sdk.mjs";
import { installFromVendor, vendorUnreachable } from "./vendor.mjs";
import { CLI, LANGUAGE_HOST, MINIMUM_GO } from "./version.mjs";

/**
 * @typedef {{
 *   cache: string,
 *   ways: Set<import("./ways.mjs").Way>,
 *   say: (line: string) => void,
 *   progress?: ((line: string) => void) | undefined,
 *   signal: AbortSignal,
 * }} Making
 *
 * @typedef {import("./inspect.mjs").Cli & { source: "cache" | "vendor" | "built" }} Made
 */

/**
 * Brings the CLI into the cache, unless another process is at it: then it waits for that one.
 * @param {Making} making
 * @returns {Promise<Made>}
 */
export async function make(making) {
  const { cache, say } = making;
  sdkFolder();
  await writable(cache);
  const release = await takeTurn(making);
  try {
    const found = await findCached(cache, say);
    if (found) return { ...found, source: "cache" };
    return (await fromVendor(making)) ?? (await fromSources(making));
  } finally {
    await release();
  }
}

/** @param {Making} making */
async function takeTurn({ cache, say, progress, signal }) {
  const showing = startProgress({ say, progress });
  /** @param {number | undefined} pid */
  const waiting = (pid) => {
    const other = pid === undefined ? "Another process" : `Another process (${pid})`;
    say(`${other} is setting up the Pulumi CLI in ${cache}: waiting for it.`);
    showing.at("Waiting for the other process");
  };
  try {
    const file = join(cache, `pulumi-${CLI}-${process.platform}-${process.arch}.lock`);
    return await takeLock(file, { signal, waiting });
  } finally {
    showing.end();
  }
}

/**
 * @param {Making} making
 * @returns {Promise<Made | undefined>}
 */
async function fromVendor(making) {
  if (!making.ways.has("vendor")) return undefined;
  const problem = (await vendorUnreachable(making.signal)) ?? (await tryVendor(making));
  if (typeof problem !== "string") return problem;
  if (!making.ways.has("build")) throw new NoPulumi(`${sentence(problem)}: ${INSTALL_PULUMI}, then run this again.`);
  making.say(`${sentence(problem)}: trying to build the Pulumi CLI with Go instead.`);
  return undefined;
}

/**
 * @param {Making} making
 * @returns {Promise<Made | string>} a text says what went wrong
 */
async function tryVendor({ cache, say, progress, signal }) {
  say(`Installing Pulumi ${CLI} from the vendor into ${cache}, once: some hundred megabytes, minutes on a slow line.`);
  const showing = startProgress({ say, progress });
  const part = await newPart(cache);
  try {
    const installed = await installFromVendor({ part, at: showing.at, signal });
    if ("problem" in installed) return installed.problem;
    const placed = await putIntoCache(installed.ready, { cache, name: cacheName(CLI) });
    say(`Pulumi ${placed.version} is installed (${showing.end()}).`);
    return { ...placed, source: "vendor" };
  } catch (error) {
    // Whatever else is wrong with what the vendor's host sent: a build may still do.
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  } finally {
    showing.end();
    await removePart(part);
  }
}

/**
 * @param {Making} making
 * @returns {Promise<Made>}
 */
async function fromSources({ cache, say, progress, signal }) {
  const go = await findGo();
  if ("problem" in go) {
    throw new NoPulumi(
      `There is no Pulumi CLI here, and ${go.problem}: ${INSTALL_PULUMI}, ` +
        `or Go ${MINIMUM_GO} or newer from https://go.dev/dl/, then run this again.`,
    );
  }
  const processors = availableParallelism();
  say(
    `Building Pulumi ${CLI} with Go ${go.version} into ${cache}, once: about ${expectedMinutes()} min on ` +
      `${processors === 1 ? "one processor" : `${processors} processors`}, a download of 330 MB and 3 GB in Go's own caches.`,
  );
  const showing = startProgress({ say, progress });
  const part = await newPart(cache);
  const logFile = join(cache, "build.log");
  try {
    const built = await buildWithGo(go, { part, at: showing.at, signal });
    if ("problem" in built) {
      await writeFile(logFile, `${built.log.join("\n")}\n`);
      throw new NoPulumi(
        `The Pulumi CLI could not be built with Go (${built.problem}; all of it is in ${logFile}): ` +
          `${INSTALL_PULUMI}, or mend that, then run this again.`,
      );
    }
    const placed = await putIntoCache(built.ready, { cache, name: cacheName(LANGUAGE_HOST) });
    await rm(logFile, { force: true });
    say(
      `Pulumi ${placed.version} is built (${showing.end()}). What Go keeps of it is not needed any more: ` +
        "`go clean -cache -modcache` frees it, and all else that Go has there.",
    );
    return { ...placed, source: "built" };
  } finally {
    showing.end();
    await removePart(part);
  }
}

/** @param {string} cache */
async function writable(cache) {
  try {
    await mkdir(cache, { recursive: true });
    await removePart(await newPart(cache));
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new NoPulumi(`${cache} cannot be written (${code}): set PULUMI_OZEKI_CACHE to a folder of yours.`);
  }
}

/** @param {string} text */
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}
