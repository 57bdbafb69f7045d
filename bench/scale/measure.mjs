import { compare } from "../engine/compare.mjs";
import { scaleSteps } from "../engine/steps.mjs";
import { compareExport } from "../export/compare.mjs";
import { Pbx } from "../pbx/pbx.mjs";
import { baselines, nativePlugin, ours } from "../sides.mjs";
import { timeImport } from "./import.mjs";

export const EXPORT_LATENCY_MS = 5;
const CONNECTIONS = 8;

export const scaleSides = [ours, nativePlugin, baselines[0]];

/**
 * What one number of extensions took: each array has one value for each round.
 * @typedef {object} Point
 * @property {number} extensions
 * @property {Record<string, Record<string, number[]>>} [skipped] seconds by step and side, with checkpoints skipped
 * @property {Record<string, Record<string, number[]>>} [checkpoints] the same with default checkpoints; absent above the limit
 * @property {Record<string, number>} bytes of state by side
 * @property {{ ours: number[], bare: number[] }} export seconds
 * @property {number[]} import seconds
 */

/** @typedef {{ rounds: number, checkpointLimit: number, points: Point[] }} Figures */

/**
 * Measures every number of extensions.
 * @param {{ sizes: number[], rounds: number, checkpointLimit: number }} options
 * @param {{ cli: import("../../scripts/pulumi/ensurePulumi.mjs").Pulumi, signal: AbortSignal, log: (line: string) => void,
 *   onPoint?: (figures: Figures) => void }} how `onPoint` gets all figures so far: the last number takes most of the time
 * @returns {Promise<Figures>}
 */
export async function measureScale({ sizes, rounds, checkpointLimit }, { cli, signal, log, onPoint }) {
  /** @type {Point[]} */
  const points = [];
  for (const extensions of sizes) {
    /** @type {Point} */
    const point = { extensions, bytes: {}, export: { ours: [], bare: [] }, import: [] };
    const measure = async (/** @type {boolean} */ skipCheckpoints) => {
      log(`${extensions} extensions, ${skipCheckpoints ? "checkpoints skipped" : "default checkpoints"}`);
      const pbx = await Pbx.start();
      try {
        const common = { sides: scaleSides, steps: scaleSteps, skipCheckpoints, pbx, cli, signal, log };
        // The first number of extensions warms up the caches of files for all that follow.
        const laps = await compare({ ...common, extensions, rounds, warmUp: points.length === 0 });
        for (const [side, { state }] of laps[0] ?? []) point.bytes[side] = state.bytes;
        return secondsOf(laps);
      } finally {
        await pbx.stop();
      }
    };
    point.skipped = await measure(true);
    if (extensions <= checkpointLimit) point.checkpoints = await measure(false);
    await measureCommand(point, { rounds, cli, signal, log });
    points.push(point);
    onPoint?.({ rounds, checkpointLimit, points });
  }
  return { rounds, checkpointLimit, points };
}

/**
 * Times the commands of pulumi-ozeki on a PBX that has the extensions already.
 * @param {Point} point
 * @param {{ rounds: number, cli: import("../../scripts/pulumi/ensurePulumi.mjs").Pulumi, signal: AbortSignal, log: (line: string) => void }} how
 */
async function measureCommand(point, { rounds, cli, signal, log }) {
  const { extensions } = point;
  const slow = await Pbx.start({ extensions, latency: EXPORT_LATENCY_MS });
  try {
    point.export = await compareExport({ origin: slow.origin, rounds, connections: CONNECTIONS, signal, log });
  } finally {
    await slow.stop();
  }
  const pbx = await Pbx.start({ extensions });
  try {
    for (let round = 1; round <= rounds; round++) {
      const seconds = await timeImport({ extensions, pbx: pbx.origin, cli, signal });
      log(`  import ${seconds.toFixed(2)} s`);
      point.import.push(seconds);
    }
  } finally {
    await pbx.stop();
  }
}

/**
 * @param {Map<string, import("../engine/lap.mjs").Lap>[]} rounds
 * @returns {Record<string, Record<string, number[]>>} by step and side
 */
function secondsOf(rounds) {
  return Object.fromEntries(
    scaleSteps.map(({ name }) => [
      name,
      Object.fromEntries(
        scaleSides.map((side) => [side.name, rounds.map((laps) => laps.get(side.name)?.seconds[name] ?? Number.NaN)]),
      ),
    ]),
  );
}
