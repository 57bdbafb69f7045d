import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../scripts/shared/runCommand.mjs";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { cleanEnvironment } from "../environment.mjs";
import { installPackages } from "../packages.mjs";

/**
 * How long it takes to require the provider of a side, in milliseconds, in a fresh process.
 * @param {import("../sides.mjs").Side} side
 * @param {AbortSignal} signal
 */
export async function loadTime(side, signal) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-bench-"));
  try {
    installPackages(folder, side);
    const program = `const start = performance.now(); require("${side.package}/provider"); console.log(performance.now() - start);`;
    /** @type {string[]} */
    const printed = [];
    const print = (/** @type {string} */ line) => void printed.push(line);
    const options = { cwd: folder, env: cleanEnvironment(), signal, onLine: print };
    const code = await runCommand(process.execPath, ["-e", program], options);
    if (code !== 0) throw new CannotMeasure(`${side.name} cannot be loaded:\n${printed.join("\n")}`);
    return Number(printed[0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
