import { CannotMeasure } from "../cannotMeasure.mjs";
import { describe } from "../pbx/tally.mjs";
import { timeCalls } from "./calls.mjs";
import { loadTime } from "./loadTime.mjs";

/** @typedef {import("../sides.mjs").Side} Side */

/**
 * Loads both providers in fresh processes, in turns.
 * @param {[Side, Side]} pair
 * @param {{ loads: number, signal: AbortSignal }} options
 * @returns {Promise<number[][]>} milliseconds, by side
 */
export async function compareLoading(pair, { loads, signal }) {
  const times = pair.map(() => /** @type {number[]} */ ([]));
  for (let load = 0; load <= loads; load++) {
    // The first one reads the files from disk, and does not count.
    for (const [index, side] of pair.entries()) {
      const time = await loadTime(side, signal);
      if (load > 0) times[index]?.push(time);
    }
  }
  return times;
}

/**
 * Makes, looks at and removes extensions with both providers, in turns.
 * @param {[Side, Side]} pair
 * @param {{ extensions: number, rounds: number, pbx: import("../pbx/pbx.mjs").Pbx, signal: AbortSignal, log: (line: string) => void }} options
 * @returns {Promise<import("./calls.mjs").Calls[][]>} the rounds, by side; the first one warms up and is left out
 * @throws {CannotMeasure} where they do not send the same requests
 */
export async function compareCalls(pair, { extensions, rounds, pbx, signal, log }) {
  const calls = pair.map(() => /** @type {import("./calls.mjs").Calls[]} */ ([]));
  for (let round = 0; round <= rounds; round++) {
    log(round === 0 ? "Warm-up, not counted" : `Round ${round} of ${rounds}`);
    const sent = new Set();
    const turns = [...pair.entries()];
    for (const [index, side] of round % 2 === 0 ? turns : turns.reverse()) {
      const timed = await timeCalls(side, { extensions, pbx: pbx.origin, signal });
      sent.add(describe((await pbx.seen()).requests));
      if (round > 0) calls[index]?.push(timed);
    }
    if (sent.size > 1) throw new CannotMeasure(`Not to be compared: one sent ${[...sent].join("; the other ")}.`);
  }
  return calls;
}
