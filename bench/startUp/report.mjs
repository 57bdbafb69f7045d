import { median } from "../figures/median.mjs";
import { table } from "../figures/table.mjs";

/**
 * Ratios are those within a round: each round has its own load beside it.
 * @param {string[]} names of the sides
 * @param {number[][]} times milliseconds, by side; round by round
 */
export function report(names, times) {
  const [first = []] = times;
  const rows = times.map((own, index) => {
    const ratios = own.map((time, round) => time / (first[round] ?? Number.NaN));
    return [
      names[index] ?? "",
      `${median(own).toFixed(0)} ms`,
      median(ratios).toFixed(2),
      `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    ];
  });
  return table(["", "median", "ratio", "lowest–highest"], rows);
}
