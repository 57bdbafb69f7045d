import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { interruptible } from "../shared/interruptible.mjs";
import { takeLock } from "../shared/lock.mjs";
import { newPart, removeLeftovers, removePart } from "../shared/part.mjs";
import { compile } from "./compile.mjs";
import { inputsOf } from "./inputs.mjs";
import { replace } from "./replace.mjs";
import { fingerprints } from "./tree.mjs";

/**
 * Brings dist/ up to date: it then holds what the sources make and nothing else. Where it does already, nothing is done.
 *
 * Whether it does is not told by times: a file deleted, from the sources or from dist/, a branch changed or a package
 * updated leave none. The last build recorded what went into it and what came out, by content; both are compared.
 * @param {string} root the project's folder
 * @param {{ say: (line: string) => void }} options
 * @returns {Promise<"built" | "up to date">}
 */
export async function build(root, { say }) {
  if (await isUpToDate(root)) return "up to date";
  const scratch = scratchFolder(root);
  await mkdir(scratch, { recursive: true });
  await removeLeftovers(scratch);
  return interruptible(async (signal) => {
    const waiting = () => say("Another process is building the package: waiting for it.");
    const release = await takeLock(join(scratch, "build.lock"), { signal, waiting });
    try {
      if (await isUpToDate(root)) return "up to date";
      await rebuild(root, scratch, { say, signal });
      return "built";
    } finally {
      await release();
    }
  });
}

/**
 * @param {string} root
 * @param {string} scratch
 * @param {{ say: (line: string) => void, signal: AbortSignal }} options
 */
async function rebuild(root, scratch, options) {
  const part = await newPart(scratch);
  try {
    // Asked before compiling: a source that is saved meanwhile makes the record old, and not wrong.
    const inputs = await inputsOf(root);
    const out = join(part, "dist");
    await compile(root, out, options);
    const outputs = await fingerprints(out);
    await replace(join(root, "dist"), out, outputs);
    await writeFile(recordFile(root), JSON.stringify({ inputs, outputs }));
  } finally {
    await removePart(part);
  }
}

/** @param {string} root */
async function isUpToDate(root) {
  try {
    const record = JSON.parse(await readFile(recordFile(root), "utf8"));
    if (record.inputs !== (await inputsOf(root))) return false;
    return JSON.stringify(record.outputs) === JSON.stringify(await fingerprints(join(root, "dist")));
  } catch {
    return false;
  }
}

/**
 * Not in dist/, which is published, and gone with node_modules, after which everything is to be built anew.
 * @param {string} root
 */
function scratchFolder(root) {
  return join(root, "node_modules", ".cache", "pulumi-ozeki");
}

/** @param {string} root */
function recordFile(root) {
  return join(scratchFolder(root), "build.json");
}
