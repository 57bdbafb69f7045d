import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/**
 * Every file under a folder, as paths relative to it with slashes, in one order everywhere.
 * @param {string} folder
 * @returns {Promise<string[]>} none where there is no such folder
 */
export async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/**
 * What a file holds, and whether it can be run, as a short text. Windows has no such permission.
 * @param {string} file
 */
export async function fingerprint(file) {
  const content = createHash("sha256")
    .update(await readFile(file))
    .digest("base64url");
  const executable = process.platform !== "win32" && ((await stat(file)).mode & 0o111) !== 0;
  return executable ? `${content} x` : content;
}

/**
 * @param {string} folder
 * @returns {Promise<Record<string, string>>} the fingerprint of every file in it
 */
export async function fingerprints(folder) {
  const files = await filesIn(folder);
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await fingerprint(join(folder, file))])),
  );
}
