import { chmod, copyFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { kept } from "../shared/kept.mjs";
import { ExecutableFailed } from "./failed.mjs";
import { FUSE } from "./node.mjs";

/**
 * Puts a script of one file into a copy of Node, as Node's own documentation says.
 * @param {string} root the project's folder
 * @param {{ script: string, node: string, executable: string, folder: string }} files folder: for what is only needed on the way
 * @param {{ signal: AbortSignal, codeCache?: boolean }} options codeCache: whether what V8 makes of the script goes along
 */
export async function inject(root, { script, node, executable, folder }, { signal, codeCache = true }) {
  const settings = join(folder, "sea.json");
  const blob = join(folder, "sea.blob");
  await writeFile(
    settings,
    JSON.stringify({
      main: script,
      output: blob,
      // Everything that the program prints is read by the engine or by people who can do nothing about it.
      disableExperimentalSEAWarning: true,
      useCodeCache: codeCache,
    }),
  );
  const run = runner(root, signal);
  await run("Node's preparation of the script", node, ["--experimental-sea-config", settings]);

  await copyFile(node, executable);
  await chmod(executable, 0o755);
  const isMac = process.platform === "darwin";
  if (isMac) await run("codesign --remove-signature", "codesign", ["--remove-signature", executable]);
  const segment = isMac ? ["--macho-segment-name", "NODE_SEA"] : [];
  const postject = [injector(root), executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", FUSE, ...segment];
  await run("postject", process.execPath, postject);
  // macOS on arm64 runs nothing that is not signed.
  if (isMac) await run("codesign --sign -", "codesign", ["--sign", "-", executable]);
}

/**
 * Runs commands of which only a failure is of interest.
 * @param {string} root
 * @param {AbortSignal} signal
 */
function runner(root, signal) {
  return async (/** @type {string} */ what, /** @type {string} */ command, /** @type {string[]} */ args) => {
    /** @type {string[]} */
    const printed = [];
    const print = (/** @type {string} */ line) => void printed.push(line);
    const code = await kept(command, args, { cwd: root, env: environment(), signal, output: print, errors: print });
    if (code !== 0) {
      throw new ExecutableFailed(`The executable was not made: ${what} ended with ${code}.\n${printed.join("\n")}`);
    }
  };
}

/** A debugger's options, or a reporter's, would hold for Node's preparation too. */
function environment() {
  const { NODE_OPTIONS: _, ...others } = process.env;
  return others;
}

/** @param {string} root */
function injector(root) {
  try {
    return createRequire(join(root, "package.json")).resolve("postject/dist/cli.js");
  } catch {
    throw new ExecutableFailed("postject is not installed here: run `npm install` in the project's folder.");
  }
}
