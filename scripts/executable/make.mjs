import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { replace } from "../build/replace.mjs";
import { fingerprints } from "../build/tree.mjs";
import { newPart, removeLeftovers, removePart } from "../shared/part.mjs";
import { tarGz } from "./archive.mjs";
import { inject } from "./inject.mjs";
import { namesFor } from "./names.mjs";
import { thisNode } from "./node.mjs";

/**
 * Makes the native plugin as one file that needs no Node, for the platform that this runs on, and the archive that Pulumi
 * installs it from. dist/ has to be built.
 * @param {string} root the project's folder
 * @param {string} out the folder that then holds both, and nothing else
 * @param {{ say: (line: string) => void, signal: AbortSignal }} options
 */
export async function makeExecutable(root, out, { say, signal }) {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const names = namesFor(version);
  const node = await thisNode();
  if (node.sharedLibraries.length > 0) {
    say(
      `This Node.js takes ${node.sharedLibraries.join(", ")} from the system: so does the executable. One from https://nodejs.org brings all along.`,
    );
  }
  if (node.licence === undefined) {
    say("The licence of Node.js was not found: add it to the archive before you hand that on.");
  }

  const scratch = join(root, "node_modules", ".cache", "pulumi-ozeki");
  await mkdir(scratch, { recursive: true });
  await removeLeftovers(scratch);
  const part = await newPart(scratch);
  try {
    const made = join(part, "executable");
    await mkdir(made);
    const executable = join(made, names.executable);
    const script = join(root, "dist", "plugin", "pulumi-resource-ozeki");
    await inject(root, { script, node: node.file, executable, folder: part }, { signal });
    const content = await tarGz([
      { name: names.executable, content: await readFile(executable), executable: true },
      { name: "LICENSE", content: await readFile(join(root, "LICENSE")) },
      ...(node.licence === undefined ? [] : [{ name: "LICENSE.node", content: node.licence }]),
    ]);
    signal.throwIfAborted();
    await writeFile(join(made, names.archive), content);
    await replace(out, made, await fingerprints(made));
  } finally {
    await removePart(part);
  }
  return { executable: join(out, names.executable), archive: join(out, names.archive) };
}
