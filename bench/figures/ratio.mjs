import { median } from "./median.mjs";

/**
 * How two series compare.
 * @typedef {{ median: number, min: number, max: number }} Ratio
 */

/**
 * Divides what was measured in one and the same round: whatever else the machine did then, it did to both.
 * @param {readonly number[]} ours by round
 * @param {readonly number[]} theirs by round
 * @returns {Ratio}
 */
export function ratio(ours, theirs) {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
