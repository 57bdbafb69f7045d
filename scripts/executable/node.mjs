import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ExecutableFailed } from "./failed.mjs";

/** Where Node looks whether an application was put into it. */
export const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Below the folder of the executable, or of the one that holds its `bin`: archives, images, packages of Linux. */
const LICENCES = ["LICENSE", "../LICENSE", "../share/doc/nodejs/LICENSE", "../share/doc/node/LICENSE"];

/**
 * The Node that runs this, of which a copy becomes the executable.
 * @param {string} [path]
 * @returns {Promise<{ file: string, licence: Buffer | undefined, sharedLibraries: string[] }>}
 * @throws {ExecutableFailed} where nothing can be put into it
 */
export async function thisNode(path = process.execPath) {
  const file = await realpath(path);
  const content = await readFile(file);
  if (!content.includes(`${FUSE}:0`)) {
    throw new ExecutableFailed(
      `${file} has no place for an application: it was built without one, has one in it already, or is but a starter of libnode. Use a Node.js from https://nodejs.org.`,
    );
  }
  return { file, licence: await licenceOf(file), sharedLibraries: sharedLibraries() };
}

/** @param {string} file */
async function licenceOf(file) {
  for (const place of LICENCES) {
    const text = await readFile(join(dirname(file), place)).catch(() => undefined);
    if (text?.includes("Copyright Node.js contributors")) return text;
  }
  return undefined;
}

/** What this Node takes from the system instead of bringing it along. */
function sharedLibraries() {
  return Object.entries(process.config.variables)
    .filter(([name, isShared]) => name.startsWith("node_shared_") && isShared === true)
    .map(([name]) => name.slice("node_shared_".length));
}
