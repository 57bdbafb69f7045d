import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { promisify } from "node:util";
import { isNewEnough, versionIn } from "./versions.mjs";

/** A virus scanner may read a new program of 120 MB before it starts. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * The folders of PATH, without relative ones.
 * @returns {string[]}
 */
export function pathFolders() {
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
}

/**
 * A system that programs are built for: as Node.js names it, and as Go does.
 * @typedef {{ platform: NodeJS.Platform, arch: string, goos: string, goarch: string }} System
 */

/**
 * The file name of a program that this project builds.
 * @param {string} name
 * @param {{ platform: NodeJS.Platform }} [system]
 */
export function fileName(name, { platform } = process) {
  return platform === "win32" ? `${name}.exe` : name;
}

/**
 * The first program of that name in the folders, or undefined.
 * @param {string} name
 * @param {string[]} [folders]
 */
export function findProgram(name, folders = pathFolders()) {
  const files = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  return folders.flatMap((folder) => files.map((file) => join(folder, file))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The version that a program reports, or why it cannot be used.
 * @param {string} program
 * @param {string[]} args
 * @param {string} minimum
 * @returns {Promise<{ version: string } | { problem: string }>}
 */
export async function checkVersion(program, args, minimum) {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      // A go.mod in the current folder could select another Go.
      cwd: tmpdir(),
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", GOTOOLCHAIN: "local" },
      timeout: ANSWER_TIMEOUT_MS,
      killSignal: "SIGKILL",
      windowsHide: true,
    });
    const version = versionIn(stdout);
    if (version === undefined) return { problem: `${program} does not report its version` };
    if (isNewEnough(version, minimum)) return { version };
    return { problem: `${program} is version ${version}, and ${minimum} or newer is needed` };
  } catch (error) {
    const { code, stderr = "" } = /** @type {import("node:child_process").ExecFileException} */ (error);
    return { problem: `${program} cannot be run (${stderr.trim().split("\n").at(-1) || `exit code ${code}`})` };
  }
}
