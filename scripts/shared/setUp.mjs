import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { log, ScriptError } from "./runScript.mjs";

/** @typedef {import("../pulumi/ensurePulumi.mjs").Pulumi} Pulumi */

/**
 * Sets up what is missing: the packages, dist/, and the Pulumi CLI. Works in a fresh clone, and so imports only what Node and
 * this project bring until the packages are installed.
 * @param {string} root
 * @param {AbortSignal} signal
 * @param {readonly import("../pulumi/ensureLanguageHost.mjs").Language[]} [languages] in which the CLI must be able to run
 *   programs, too
 */
export async function setUp(root, signal, languages = []) {
  await setUpPackage(root, signal);
  const { ensurePulumi } = await import("../pulumi/ensurePulumi.mjs");
  const { ensureLanguageHost } = await import("../pulumi/ensureLanguageHost.mjs");
  const pulumi = await ensurePulumi(signal);
  for (const language of languages) await ensureLanguageHost(language, pulumi, signal);
  return pulumi;
}

/**
 * Sets up what is missing except the Pulumi CLI.
 * @param {string} root
 * @param {AbortSignal} signal
 */
export async function setUpPackage(root, signal) {
  refuseOldNode(root);
  if (!isInstalled(root)) await installPackages(root, signal);
  const { buildPackage } = await import("../build/buildPackage.mjs");
  if ((await buildPackage(root, signal)) === "built") log("dist/ was built.");
}

/** @param {string} root */
function refuseOldNode(root) {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const minimum = engines.node.replace(/^>=/, "");
  const { node } = process.versions;
  if (node.localeCompare(minimum, "en", { numeric: true }) < 0) {
    throw new ScriptError(`This is Node.js ${node}. Install ${minimum} or newer from https://nodejs.org.`);
  }
}

/**
 * Whether node_modules holds what package-lock.json requires. npm writes its own list of what it installed last, so after an
 * interrupted installation there is none, and after a `git pull` the two differ.
 * @param {string} root
 */
function isInstalled(root) {
  const required = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(required).every(
    // Only npm knows which optional ones this platform needs.
    ([path, { version, optional }]) =>
      path === "" || optional || (installed[path] !== undefined && installed[path].version === version),
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return {};
  }
}

/**
 * @param {string} root
 * @param {AbortSignal} signal
 */
async function installPackages(root, signal) {
  log("Installing the packages of this project (npm ci), once: a minute or two.");
  // A shell, because npm is a batch file on Windows.
  const npm = spawn("npm ci --no-audit --no-fund", { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
  const [code] = await once(npm, "exit");
  signal.throwIfAborted();
  if (code !== 0) throw new ScriptError("`npm ci` failed. Fix the problem above, then run this again.", code ?? 1);
}
