import { chmod, copyFile, readFile, realpath, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { outputOf } from "../shared/outputOf.mjs";
import { ScriptError } from "../shared/runScript.mjs";

/** Node looks here for an application. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Relative to the folder of the executable: in archives, images, and packages of Linux. */
const LICENCES = ["LICENSE", "../LICENSE", "../share/doc/nodejs/LICENSE", "../share/doc/node/LICENSE"];

/**
 * The Node that runs this, a copy of which becomes the executable.
 * @param {string} [path]
 * @returns {Promise<{ file: string, licence: Buffer | undefined, sharedLibraries: string[] }>} sharedLibraries: which it
 *   loads from the system
 */
export async function findNode(path = process.execPath) {
  const file = await realpath(path);
  if (!(await readFile(file)).includes(`${FUSE}:0`)) {
    throw new ScriptError(
      `${file} cannot hold an application: it was built without that feature, holds one already, or only starts libnode. Use a Node.js from https://nodejs.org.`,
    );
  }
  const sharedLibraries = Object.entries(process.config.variables)
    .filter(([name, isShared]) => name.startsWith("node_shared_") && isShared === true)
    .map(([name]) => name.slice("node_shared_".length));
  return { file, licence: await findLicence(dirname(file)), sharedLibraries };
}

/** @param {string} folder */
async function findLicence(folder) {
  for (const path of LICENCES) {
    const text = await readFile(join(folder, path)).catch(() => undefined);
    if (text?.includes("Copyright Node.js contributors")) return text;
  }
  return undefined;
}

/**
 * Puts a script of one file into a copy of Node, as Node's documentation describes: by Node itself where it can
 * (`--build-sea`, Node 26), and by postject otherwise.
 * @param {{ script: string, node: string, executable: string, temporary: string }} files
 * @param {{ signal: AbortSignal, codeCache?: boolean }} options codeCache: whether the compiled script is included
 */
export async function injectScript({ script, node, executable, temporary }, { signal, codeCache = true }) {
  const settings = join(temporary, "sea.json");
  const blob = join(temporary, "sea.blob");
  // Not NODE_OPTIONS: those of a debugger would apply here too.
  const options = { cwd: temporary, env: { ...process.env, NODE_OPTIONS: undefined }, signal };
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) => outputOf(command, args, options);
  const canBuild = (await run(node, "--help")).includes("--build-sea");
  const content = {
    main: script,
    output: canBuild ? executable : blob,
    // A warning of Node would reach the engine, or users who can do nothing about it.
    disableExperimentalSEAWarning: true,
    useCodeCache: codeCache,
    ...(canBuild && { executable: node }),
  };
  await writeFile(settings, JSON.stringify(content));
  const isMac = process.platform === "darwin";
  if (canBuild) await run(node, "--build-sea", settings);
  else {
    await run(node, "--experimental-sea-config", settings);
    await copyFile(node, executable);
    await chmod(executable, 0o755);
    if (isMac) await run("codesign", "--remove-signature", executable);
    const injector = createRequire(import.meta.url).resolve("postject/dist/cli.js");
    const segment = isMac ? ["--macho-segment-name", "NODE_SEA"] : [];
    await run(process.execPath, injector, executable, "NODE_SEA_BLOB", blob, "--sentinel-fuse", FUSE, ...segment);
  }
  // macOS on arm64 runs nothing that is not signed.
  if (isMac) await run("codesign", "--sign", "-", executable);
}
