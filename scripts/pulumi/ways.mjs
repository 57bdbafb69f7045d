import { NoPulumi } from "./noPulumi.mjs";

/** Where a CLI may come from, in the order in which they are tried. */
export const WAYS = /** @type {const} */ (["path", "home", "cache", "vendor", "build"]);

/** @typedef {(typeof WAYS)[number]} Way */

/**
 * The ways that PULUMI_OZEKI_CLI leaves open: all of them where it is not set.
 * @param {string | undefined} setting for instance "cache,build"
 * @returns {Set<Way>}
 */
export function waysOpen(setting) {
  const names = (setting ?? "").split(/[\s,|]+/).filter(Boolean);
  if (names.length === 0) return new Set(WAYS);
  /** @type {Set<Way>} */
  const open = new Set();
  for (const name of names) {
    const way = WAYS.find((known) => known === name);
    if (!way) throw new NoPulumi(`PULUMI_OZEKI_CLI knows the ways ${WAYS.join(", ")}, and not "${name}".`);
    open.add(way);
  }
  return open;
}
