import { median } from "../figures/median.mjs";
import { table } from "../figures/table.mjs";

/** @typedef {import("./calls.mjs").Calls} Calls */

/**
 * @param {string[]} names of the sides
 * @param {number[][]} loading milliseconds, by side
 * @param {Calls[][]} rounds by side
 */
export function report(names, loading, rounds) {
  const methods = /** @type {(keyof Calls)[]} */ (["check", "create", "diff", "read", "delete"]);
  const rows = [
    row("load the provider", loading.map(median)),
    ...methods.flatMap((method) => [
      row(
        `first ${method}`,
        rounds.map((calls) => median(calls.map((of) => of[method][0] ?? Number.NaN))),
      ),
      row(
        `every later ${method}`,
        rounds.map((calls) => median(calls.flatMap((of) => of[method].slice(1)))),
      ),
    ]),
  ];
  return table(["", ...names, "difference"], rows);
}

/**
 * @param {string} name
 * @param {number[]} milliseconds by side
 */
function row(name, [ours = Number.NaN, theirs = Number.NaN]) {
  return [name, ...[ours, theirs, ours - theirs].map((value) => `${value.toFixed(2)} ms`)];
}
