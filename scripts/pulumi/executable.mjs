import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const windows = process.platform === "win32";

/**
 * The file names that a program may have here, likeliest first.
 * @param {string} name
 */
export function fileNames(name) {
  return windows ? [`${name}.exe`, `${name}.cmd`] : [name];
}

/**
 * The program of that name in the folder, or undefined.
 * @param {string} folder
 * @param {string} name
 */
export function programIn(folder, name) {
  return fileNames(name)
    .map((file) => join(folder, file))
    .find(isExecutable);
}

/**
 * The folders of PATH. A relative one is left out: what it holds changes with the folder that one stands in.
 * @returns {string[]}
 */
export function pathFolders() {
  const entries = (process.env.PATH ?? "").split(delimiter).map((entry) => entry.replace(/^"(.*)"$/, "$1"));
  return [...new Set(entries.filter((entry) => isAbsolute(entry)))];
}

/**
 * The first program of that name on PATH, or undefined.
 * @param {string} name
 */
export function programOnPath(name) {
  for (const folder of pathFolders()) {
    const program = programIn(folder, name);
    if (program) return program;
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    // Windows has no such permission: there X_OK asks only whether the file is there.
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
