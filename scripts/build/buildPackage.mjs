import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { buildCache, move, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { compilePackage } from "./compilePackage.mjs";

/** @typedef {Record<string, string | undefined>} Digests the digest of each file, by its path with slashes */

/**
 * Builds dist/ where it is not what the sources compile to. Two builds at once both build.
 *
 * File times cannot tell: a file that was deleted, another branch or an updated package leave none. So the last build
 * records digests of what went into it and what came out, and both are compared.
 * @param {string} root
 * @param {AbortSignal} signal
 * @returns {Promise<"built" | "up to date">}
 */
export async function buildPackage(root, signal) {
  const dist = join(root, "dist");
  const cache = buildCache(root);
  const record = join(cache, "build.json");
  const inputs = await inputDigest(root);
  const expected = JSON.stringify({ inputs, outputs: await digestsIn(dist) });
  if (expected === (await readFile(record, "utf8").catch(() => ""))) return "up to date";
  await withTemporaryFolder(cache, async (temporary) => {
    const built = join(temporary, "dist");
    await compilePackage(root, built, signal);
    const outputs = await replaceFolder(dist, built);
    const newRecord = join(temporary, "build.json");
    await writeFile(newRecord, JSON.stringify({ inputs, outputs }));
    await move(newRecord, record);
  });
  return "built";
}

/**
 * The digest of all that decides what the build creates: sources, settings, installed packages, and the build itself.
 * @param {string} root
 */
async function inputDigest(root) {
  const { include } = JSON.parse(await readFile(join(root, "tsconfig.build.json"), "utf8"));
  const settings = (await readdir(root)).filter((name) => /^(package|schema|tsconfig.*)\.json$/.test(name)).sort();
  const hash = createHash("sha256");
  for (const file of [...settings, "node_modules/.package-lock.json"]) {
    hash.update(`${file} ${await digestOf(join(root, file))}\n`);
  }
  // Of a pattern, the folder before it.
  const folders = include.map((/** @type {string} */ entry) => entry.replace(/\/?[^/]*\*.*$/, "") || ".");
  for (const folder of [...folders, "scripts/build"]) {
    hash.update(JSON.stringify([folder, await digestsIn(join(root, folder))]));
  }
  return hash.digest("base64url");
}

/** @param {string} file may not exist: another build may be replacing it */
async function digestOf(file) {
  const content = await readFile(file).catch(() => undefined);
  return content && createHash("sha256").update(content).digest("base64url");
}

/**
 * The files in a folder, in the same order on every system; none where there is no such folder.
 * @param {string} folder
 * @returns {Promise<Digests>}
 */
async function digestsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await digestOf(join(folder, file))])));
}

/**
 * Replaces the files in a folder by those in another, one by one. Replacing the folder would take two steps, between which a
 * running test or program would not find it. Files that are the same are not touched.
 * @param {string} target
 * @param {string} source
 * @returns {Promise<Digests>} what the folder now holds
 */
export async function replaceFolder(target, source) {
  const [present, wanted] = [await digestsIn(target), await digestsIn(source)];
  for (const [file, digest] of Object.entries(wanted)) {
    if (present[file] === digest) continue;
    const to = join(target, file);
    await mkdir(dirname(to), { recursive: true });
    // node_modules, and with it the source, may be on another file system: only a copy can be renamed.
    const copy = join(dirname(to), `.${basename(to)}.${process.pid}`);
    await copyFile(join(source, file), copy);
    await move(copy, to);
  }
  for (const file of Object.keys(present).filter((name) => !(name in wanted))) {
    await rm(join(target, file), { force: true });
    // Fails for a folder that is not empty.
    for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) {
      await rmdir(join(target, folder)).catch(() => {});
    }
  }
  return wanted;
}
