import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes its own list of what it installed last of all, so
 * one that was interrupted has none, and after a `git pull` the two differ.
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = packagesIn(join(root, "package-lock.json"));
  const installed = packagesIn(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    // An optional one is for some machines only: npm knows for which.
    if (path === "" || optional) return true;
    return path in installed && installed[path]?.version === version;
  });
}

/**
 * @param {string} lock
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesIn(lock) {
  try {
    return JSON.parse(readFileSync(lock, "utf8")).packages;
  } catch {
    return {};
  }
}
