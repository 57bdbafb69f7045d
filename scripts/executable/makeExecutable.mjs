import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";
import { replaceFolder } from "../build/buildPackage.mjs";
import { NOTICES } from "../build/compilePackage.mjs";
import { outputOf } from "../shared/outputOf.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { findNode, injectScript } from "./injectScript.mjs";
import { PLATFORMS } from "./platforms.mjs";

/**
 * Makes the native plugin as one file that needs no Node, for the platform that this runs on, and the archive from which
 * Pulumi installs it. dist/ must be built.
 * @param {string} root
 * @param {string} out the folder that then holds both, and nothing else
 * @param {AbortSignal} signal
 */
export async function makeExecutable(root, out, signal) {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const names = fileNames(version);
  const node = await findNode();
  if (node.sharedLibraries.length > 0) {
    log(
      `This Node.js loads ${node.sharedLibraries.join(", ")} from the system, and so does the executable. A Node.js from https://nodejs.org contains them.`,
    );
  }
  if (!node.licence) log("The licence of Node.js was not found. Add it to the archive before you distribute it.");
  await withTemporaryFolder(buildCache(root), async (temporary) => {
    const made = join(temporary, "executable");
    await mkdir(made);
    const executable = join(made, names.executable);
    const script = join(root, "dist", "plugin", "pulumi-resource-ozeki");
    await injectScript({ script, node: node.file, executable, temporary }, { signal });
    const printed = await outputOf(executable, ["--version"], { cwd: temporary, signal });
    if (printed !== version)
      throw new ScriptError(`The executable prints "${printed}" as its version, not ${version}.`);
    const archive = await tarGz([
      { name: names.executable, content: await readFile(executable), mode: 0o755 },
      { name: "LICENSE", content: await readFile(join(root, "LICENSE")) },
      { name: NOTICES, content: await readFile(join(root, "dist", "plugin", NOTICES)) },
      ...(node.licence ? [{ name: "LICENSE.node", content: node.licence }] : []),
    ]);
    signal.throwIfAborted();
    await writeFile(join(made, names.archive), archive);
    await replaceFolder(out, made);
  });
  return { executable: join(out, names.executable), archive: join(out, names.archive) };
}

/**
 * What Pulumi calls the executable and its archive on a platform.
 * @param {string} version
 * @param {{ platform: NodeJS.Platform, arch: string }} [machine]
 */
export function fileNames(version, { platform, arch } = process) {
  const names = PLATFORMS.find((one) => one.platform === platform && one.arch === arch);
  if (!names) {
    throw new ScriptError(`Pulumi has no plugins for ${platform} ${arch}. Build on Linux, macOS or Windows.`);
  }
  return {
    executable: platform === "win32" ? "pulumi-resource-ozeki.exe" : "pulumi-resource-ozeki",
    archive: `pulumi-resource-ozeki-v${version}-${names.system}-${names.processor}.tar.gz`,
  };
}

/**
 * Packs a .tar.gz. The `tar` of Windows would mark no file as executable.
 * @param {{ name: string, content: Buffer, mode?: number }[]} files
 * @returns {Promise<Buffer>}
 */
export function tarGz(files) {
  const archive = pack();
  for (const { name, content, mode = 0o644 } of files) archive.entry({ name, mode }, content);
  archive.finalize();
  return buffer(archive.pipe(createGzip()));
}
