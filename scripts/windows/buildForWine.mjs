import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWithGo, CLI_PROGRAMS, findGo, LANGUAGE_HOSTS } from "../pulumi/buildWithGo.mjs";
import { copyDynamicProvider } from "../pulumi/ensurePulumi.mjs";
import { startProgress } from "../pulumi/progress.mjs";
import { CLI, NODE_LANGUAGE_HOST, YAML_LANGUAGE_HOST } from "../pulumi/versions.mjs";
import { log } from "../shared/runScript.mjs";
import { move, withTemporaryFolder } from "../shared/temporaryFolder.mjs";

/** @type {import("../pulumi/programs.mjs").System} */
const WINDOWS = { platform: "win32", arch: "x64", goos: "windows", goarch: "amd64" };

const NODE_HOST_REPLACEMENT = fileURLToPath(new URL("./proxy_windows.go", import.meta.url));

/**
 * Ensures a Pulumi CLI for Windows that Wine can run, with the language hosts of Node and YAML.
 * @param {string} cache
 * @param {AbortSignal} signal
 * @returns {Promise<string>} its folder
 */
export async function ensurePulumiForWine(cache, signal) {
  const folder = join(cache, `pulumi-${CLI}-node-${NODE_LANGUAGE_HOST}-yaml-${YAML_LANGUAGE_HOST}-wine`);
  if (existsSync(folder)) return folder;
  const { go, version } = await findGo();
  log(`Building Pulumi ${CLI} for Windows with Go ${version} into ${folder}, once: some 15 minutes of one processor.`);
  await withTemporaryFolder(cache, async (temporary) => {
    const progress = startProgress("Starting Go");
    try {
      const programs = [...CLI_PROGRAMS.map(withReplacement), LANGUAGE_HOSTS.yaml];
      const bin = await buildWithGo(programs, { go, temporary, update: progress.update, signal, system: WINDOWS });
      await copyDynamicProvider(bin, WINDOWS);
      // In one step, and last: the folder is there only when it is complete.
      await move(bin, folder);
      log(`It was built in ${progress.stop()}.`);
    } finally {
      progress.stop();
    }
  });
  return folder;
}

/** @param {import("../pulumi/buildWithGo.mjs").GoProgram} program */
function withReplacement(program) {
  return program.name === "pulumi-language-nodejs" ? { ...program, replacement: NODE_HOST_REPLACEMENT } : program;
}
