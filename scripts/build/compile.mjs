import { chmod, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { kept } from "../shared/kept.mjs";
import { bundlePlugin } from "./bundle.mjs";
import { BuildFailed } from "./failed.mjs";

/**
 * Compiles the package into a folder.
 * @param {string} root
 * @param {string} out
 * @param {{ say: (line: string) => void, signal: AbortSignal }} options
 */
export async function compile(root, out, { say, signal }) {
  const args = ["-p", join(root, "tsconfig.build.json"), "--outDir", out];
  const options = { cwd: root, env: process.env, signal, output: say, errors: say };
  const code = await kept(process.execPath, [compiler(root), ...args], options);
  if (code !== 0) throw new BuildFailed("The package was not built: mend what TypeScript says above.");
  await bundlePlugin(root, out, { say });
  await makeCommandsExecutable(root, out);
}

/** @param {string} root */
function compiler(root) {
  try {
    return createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  } catch {
    throw new BuildFailed("TypeScript is not installed here: run `npm install` in the project's folder.");
  }
}

/**
 * npm makes a command executable where it installs the package; a link to this folder (a workspace, `npm link`) runs the
 * file as it is.
 * @param {string} root
 * @param {string} out
 */
async function makeCommandsExecutable(root, out) {
  const { bin = {} } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const [command, path] of Object.entries(bin)) {
    const file = join(out, relative("dist", path));
    const start = await startOf(file);
    if (start === undefined) throw new BuildFailed(`package.json names ${path} for ${command}: no source makes it.`);
    if (start !== "#!") throw new BuildFailed(`${path} is the command ${command}: its source must begin with #!.`);
    await chmod(file, 0o755);
  }
}

/** @param {string} file */
async function startOf(file) {
  const text = await readFile(file, "latin1").catch(() => undefined);
  return text?.slice(0, 2);
}
