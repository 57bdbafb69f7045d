import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "../../scripts/executable/inject.mjs";
import { thisNode } from "../../scripts/executable/node.mjs";
import { Foreseen } from "../../scripts/shared/foreseen.mjs";
import { CannotMeasure } from "../cannotMeasure.mjs";

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
    await inject(ROOT, { script, node: (await thisNode()).file, executable, folder: own }, { signal, codeCache });
    return { name, command: executable, args: [] };
  };
  try {
    return [
      { name: "node FILE", command: process.execPath, args: [script] },
      await made("executable", true),
      await made("executable, no code cache", false),
    ];
  } catch (error) {
    throw error instanceof Foreseen ? new CannotMeasure(error.message) : error;
  }
}
