import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNode, injectScript } from "../../scripts/executable/injectScript.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** @typedef {{ name: string, command: string, args: string[] }} Side */

/**
 * The ways to start the plugin; the first is the one that the others are compared with.
 * @param {string} folder for the executables
 * @param {AbortSignal} signal
 * @returns {Promise<Side[]>}
 */
export async function makeSides(folder, signal) {
  const script = join(ROOT, "dist", "plugin", "pulumi-resource-ozeki");
  const made = async (/** @type {string} */ name, /** @type {boolean} */ codeCache) => {
    const own = join(folder, codeCache ? "with" : "without");
    mkdirSync(own);
    const executable = join(own, process.platform === "win32" ? "plugin.exe" : "plugin");
    await injectScript({ script, node: (await findNode()).file, executable, temporary: own }, { signal, codeCache });
    return { name, command: executable, args: [] };
  };
  return [
    { name: "node FILE", command: process.execPath, args: [script] },
    await made("executable", true),
    await made("executable, no code cache", false),
  ];
}
