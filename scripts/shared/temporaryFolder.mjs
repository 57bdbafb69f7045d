import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const PREFIX = ".pulumi-ozeki-";
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;

/**
 * Where builds keep something, and have their temporary folders.
 * @param {string} root
 */
export function buildCache(root) {
  return join(root, "node_modules", ".cache", "pulumi-ozeki");
}

/**
 * Creates a temporary folder inside `parent`, so that moving something from one to the other is a single step, and removes
 * it when the work has ended.
 * @template T
 * @param {string} parent
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTemporaryFolder(parent, work) {
  await mkdir(parent, { recursive: true });
  await removeLeftovers(parent);
  const folder = await mkdtemp(join(parent, PREFIX));
  try {
    return await work(folder);
  } finally {
    await remove(folder);
  }
}

/**
 * Removes the temporary folders of processes that were killed.
 * @param {string} parent
 */
async function removeLeftovers(parent) {
  for (const name of (await readdir(parent)).filter((one) => one.startsWith(PREFIX))) {
    const path = join(parent, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LEFTOVER_AGE_MS) await remove(path);
  }
}

/** @param {string} path */
async function remove(path) {
  // On Windows a virus scanner may still hold a file open. The folder is then removed as a leftover.
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
}

/**
 * Renames a file or a folder. On Windows that fails as long as a virus scanner or a reader holds a file open.
 * @param {string} from
 * @param {string} to
 */
export async function move(from, to) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (process.platform !== "win32" || attempt === 25) throw error;
      await sleep(200);
    }
  }
}
