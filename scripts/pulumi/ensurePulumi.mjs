import { chmod, copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { log, ScriptError } from "../shared/runScript.mjs";
import { move, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { buildWithGo, CLI_PROGRAMS, findGo } from "./buildWithGo.mjs";
import { allowedSources, cachedFolders, cacheFolder, checkPulumi, findPulumi } from "./findPulumi.mjs";
import { startProgress } from "./progress.mjs";
import { CLI, INSTALL_PULUMI } from "./versions.mjs";

/** @typedef {import("./findPulumi.mjs").Pulumi} Pulumi */

const require = createRequire(import.meta.url);

/** Minutes of one processor that the build takes, as measured. */
const PROCESSOR_MINUTES = 13;

/**
 * Finds a Pulumi CLI, or installs one in this project's cache.
 * @param {AbortSignal} signal
 * @returns {Promise<Pulumi>}
 */
export async function ensurePulumi(signal) {
  const sources = allowedSources();
  const found = await findPulumi(sources);
  if (found) return found;
  const cache = await writableCache();
  if (sources.has("vendor")) {
    const installed = await installFromVendor(cache, signal);
    if (installed) return installed;
  }
  if (sources.has("build")) return build(cache, signal);
  throw new ScriptError(
    `No Pulumi CLI was found, and PULUMI_OZEKI_CLI=${process.env.PULUMI_OZEKI_CLI} allows no other source. Unset it, or ${INSTALL_PULUMI}.`,
  );
}

async function writableCache() {
  const cache = cacheFolder();
  try {
    await mkdir(cache, { recursive: true });
    return cache;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new ScriptError(
      `Cannot create ${cache} (${code}). Set PULUMI_OZEKI_CACHE to a folder that you can write to.`,
    );
  }
}

/**
 * @param {string} cache
 * @param {AbortSignal} signal
 * @returns {Promise<Pulumi | undefined>} undefined where the vendor's installer fails
 */
async function installFromVendor(cache, signal) {
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  // The semver of the SDK: its classes are compared.
  const { SemVer } = createRequire(require.resolve("@pulumi/pulumi"))("semver");
  const folder = cachedFolders(cache).vendor;
  log(`Installing Pulumi ${CLI} from get.pulumi.com into ${folder}, once: some 300 MB.`);
  return withTemporaryFolder(cache, async (root) => {
    const progress = startProgress("Downloading Pulumi");
    try {
      await unlessAborted(PulumiCommand.install({ root, version: new SemVer(CLI) }), signal);
      const installed = await putIntoPlace(join(root, "bin"), folder, "vendor");
      log(`Pulumi ${installed.version} was installed in ${progress.stop()}.`);
      return installed;
    } catch (error) {
      progress.stop();
      signal.throwIfAborted();
      log(`The vendor's installer failed: ${installerProblem(error)}.`);
      return undefined;
    }
  });
}

/**
 * Waits for a promise that knows nothing of the signal.
 * @param {Promise<unknown>} work
 * @param {AbortSignal} signal
 */
async function unlessAborted(work, signal) {
  const aborted = new Promise((_, reject) => signal.addEventListener("abort", reject, { once: true }));
  await Promise.race([work, aborted]);
}

/**
 * The line of the Automation API's message that says most.
 * @param {unknown} error
 */
function installerProblem(error) {
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const [, problem = message] = /^\s*error: (.+)/m.exec(message) ?? /stderr: (.+)/.exec(message) ?? [];
  return problem.trim().replace(/\.$/, "");
}

/**
 * @param {string} cache
 * @param {AbortSignal} signal
 * @returns {Promise<Pulumi>}
 */
async function build(cache, signal) {
  const { go, version } = await findGo();
  const processors = availableParallelism();
  const minutes = Math.max(1, Math.ceil(PROCESSOR_MINUTES / processors));
  const folder = cachedFolders(cache).build;
  log(
    `Building Pulumi ${CLI} with Go ${version} into ${folder}, once: about ${minutes} min on ${processors} processor${processors === 1 ? "" : "s"}. ` +
      "It downloads 330 MB and takes 3 GB in Go's own caches.",
  );
  return withTemporaryFolder(cache, async (temporary) => {
    const progress = startProgress("Starting Go");
    try {
      const bin = await buildWithGo(CLI_PROGRAMS, { go, temporary, update: progress.update, signal });
      await copyDynamicProvider(bin);
      const built = await putIntoPlace(bin, folder, "build");
      log(
        `Pulumi ${built.version} was built in ${progress.stop()}. \`go clean -cache -modcache\` frees the space in Go's caches.`,
      );
      return built;
    } finally {
      progress.stop();
    }
  });
}

/**
 * The third program of a CLI is a script, the same for every version, that starts the dynamic provider of the program's SDK.
 * @param {string} bin
 * @param {{ platform: NodeJS.Platform }} [system]
 */
export async function copyDynamicProvider(bin, { platform } = process) {
  const name = `pulumi-resource-pulumi-nodejs${platform === "win32" ? ".cmd" : ""}`;
  await copyFile(join(dirname(require.resolve("@pulumi/pulumi/package.json")), name), join(bin, name));
  await chmod(join(bin, name), 0o755);
}

/**
 * Moves a complete CLI into the cache. Where another process was first, its CLI is used.
 * @param {string} bin
 * @param {string} folder
 * @param {"vendor" | "build"} source
 * @returns {Promise<Pulumi>}
 */
async function putIntoPlace(bin, folder, source) {
  const created = await checkPulumi(bin, source);
  if ("problem" in created) throw new ScriptError(`The new Pulumi CLI cannot be used: ${created.problem}.`);
  for (let attempt = 1; ; attempt++) {
    const isMoved = await move(bin, folder).then(
      () => true,
      () => false,
    );
    const placed = await checkPulumi(folder, isMoved ? source : "cache");
    if (!("problem" in placed)) return placed;
    if (attempt === 3) throw new ScriptError(`Cannot replace ${folder}. Remove it, then run this again.`);
    // A damaged CLI, which is removed with the temporary folder.
    await move(folder, join(dirname(bin), `damaged-${attempt}`)).catch(() => {});
  }
}
