import { lap } from "./lap.mjs";
import { refuseDifferentRequests } from "./sameRequests.mjs";

/**
 * Takes all sides through all rounds, in turns. The first round warms up the machine's caches and the PBX and does not
 * count.
 * @param {Parameters<typeof lap>[1] & { sides: readonly import("../sides.mjs").Side[], rounds: number, warmUp?: boolean }} options
 * warmUp: false where an earlier comparison has warmed up already
 * @returns {Promise<Map<string, import("./lap.mjs").Lap>[]>} the rounds that count; each holds the laps by side
 */
export async function compare({ sides, rounds, warmUp = true, ...options }) {
  const counted = [];
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    options.log(round === 0 ? "Warm-up, not counted" : `Round ${round} of ${rounds}`);
    const laps = new Map();
    // Each round starts with another side, so that no side has the advantage of the first place.
    const first = round % sides.length;
    for (const side of [...sides.slice(first), ...sides.slice(0, first)]) {
      laps.set(side.name, await lap(side, options));
    }
    refuseDifferentRequests(laps);
    if (round > 0) counted.push(laps);
  }
  return counted;
}
