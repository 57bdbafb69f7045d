import { chmod, copyFile, mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fingerprints } from "./tree.mjs";

/**
 * Makes a folder hold what another one holds, and nothing else. A folder cannot be exchanged for another in one step, and
 * whoever reads it meanwhile (a test, a program that is just running) would find nothing there; a file can. So every file
 * is there at every moment, and one that did not change is not touched.
 * @param {string} target
 * @param {string} source
 * @param {Record<string, string>} wanted the fingerprints of what source holds
 */
export async function replace(target, source, wanted) {
  const present = await fingerprints(target);
  for (const [file, fingerprint] of Object.entries(wanted)) {
    if (present[file] !== fingerprint) await replaceFile(join(source, file), join(target, file));
  }
  for (const file of Object.keys(present)) {
    if (!(file in wanted)) await rm(join(target, file), { force: true });
  }
  await removeEmptyFolders(target);
}

/**
 * @param {string} from
 * @param {string} to
 */
async function replaceFile(from, to) {
  await mkdir(dirname(to), { recursive: true });
  // What is left of it after a kill is a file that nobody wants: the next build removes it.
  const beside = join(dirname(to), `.${basename(to)}.${process.pid}.part`);
  await copyFile(from, beside);
  await chmod(beside, (await stat(from)).mode);
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(beside, to);
    } catch (error) {
      // Windows replaces no file that somebody is just reading.
      if (process.platform !== "win32" || attempt === 25) throw error;
      await sleep(100);
    }
  }
}

/** @param {string} folder */
async function removeEmptyFolders(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    await removeEmptyFolders(inner);
    // Fails where something is in it, which is what is wanted.
    await rmdir(inner).catch(() => {});
  }
}
