import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprint, fingerprints } from "./tree.mjs";

/**
 * All that decides what the build makes, as a short text: the sources, the settings, the build itself, and the packages
 * installed (TypeScript and the types of the others among them).
 * @param {string} root
 */
export async function inputsOf(root) {
  const settings = (await readdir(root)).filter((name) => /^(package|tsconfig.*)\.json$/.test(name)).sort();
  /** @type {[string, unknown][]} */
  const parts = [["installed", await fingerprint(join(root, "node_modules", ".package-lock.json")).catch(() => "")]];
  for (const name of settings) parts.push([name, await fingerprint(join(root, name))]);
  parts.push(["schema.json", await fingerprint(join(root, "schema.json")).catch(() => "")]);
  for (const folder of [...(await sourceFolders(root)), "scripts/build"]) {
    parts.push([folder, await fingerprints(join(root, folder))]);
  }
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/**
 * The folders that the TypeScript settings name; of a pattern the part before it.
 * @param {string} root
 * @returns {Promise<string[]>}
 */
async function sourceFolders(root) {
  const settings = JSON.parse(await readFile(join(root, "tsconfig.build.json"), "utf8"));
  return settings.include.map((/** @type {string} */ entry) => entry.replace(/\/?[^/]*\*.*$/, "") || ".");
}
