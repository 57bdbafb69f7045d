import { median } from "../figures/median.mjs";
import { ratio } from "../figures/ratio.mjs";
import { table } from "../figures/table.mjs";
import { describe } from "../pbx/tally.mjs";
import { baselines, ours } from "../sides.mjs";
import { steps } from "./steps.mjs";

/** @typedef {import("./lap.mjs").Lap} Lap */

/**
 * One thing that is compared.
 * @typedef {object} Measure
 * @property {string} name
 * @property {(lap: Lap) => number | undefined} of
 * @property {(value: number) => string} print
 */

const seconds = (/** @type {number} */ value) => `${value.toFixed(2)} s`;
const bytes = (/** @type {number} */ value) => `${Math.round(value)} B`;

/** @type {Measure[]} */
const clock = steps.map(({ name }) => ({ name, of: (lap) => lap.seconds[name], print: seconds }));
/** @type {Measure[]} */
const processor = steps.map(({ name }) => ({
  name: `${name}: processor time`,
  of: (lap) => lap.processor[name],
  print: seconds,
}));
/** @type {Measure[]} */
const state = [
  { name: "state, whole file", of: (lap) => lap.state.bytes, print: bytes },
  { name: "state, one extension", of: (lap) => lap.state.perExtension, print: bytes },
];

/** @param {Map<string, Lap>[]} rounds */
function measuresIn(rounds) {
  const isTold = rounds.every((laps) => [...laps.values()].every((lap) => Object.keys(lap.processor).length > 0));
  return [...clock, ...(isTold ? processor : []), ...state];
}

/**
 * The medians of all sides, how ours compares to each of the others, and what they all sent.
 * @param {Map<string, Lap>[]} rounds
 */
export function report(rounds) {
  const head = ["", ours.name, ...baselines.flatMap(({ name }) => [name, "ratio", "lowest–highest"])];
  const rows = measuresIn(rounds).map((measure) => [
    measure.name,
    measure.print(median(series(rounds, ours.name, measure))),
    ...baselines.flatMap(({ name }) => {
      const compared = ratioTo(rounds, name, measure);
      return [
        measure.print(median(series(rounds, name, measure))),
        compared.median.toFixed(2),
        `${compared.min.toFixed(2)}–${compared.max.toFixed(2)}`,
      ];
    }),
  ]);
  return `${table(head, rows)}\n\n${requestsOf(rounds)}`;
}

/**
 * What is above the limit, one line each.
 *
 * Times are held against the baseline with the same state: what a provider takes for the same work. Bytes of state are
 * held against the bare one as well, or they would be compared with themselves.
 * @param {Map<string, Lap>[]} rounds
 * @param {number} limit
 */
export function aboveLimit(rounds, limit) {
  const [same, bare] = baselines;
  const held = [
    ...measuresIn(rounds).map((measure) => ({ measure, name: same.name })),
    ...state.map((measure) => ({ measure, name: bare.name })),
  ];
  return held.flatMap(({ measure, name }) => {
    const { median: found } = ratioTo(rounds, name, measure);
    return found > limit ? [`${measure.name}: ${found.toFixed(3)} times that of ${name}, above ${limit}`] : [];
  });
}

/** @param {Map<string, Lap>[]} rounds in each of which all sides sent the same */
function requestsOf([round]) {
  const [lap] = round?.values() ?? [];
  const sent = Object.values(lap?.seen ?? {}).map(({ requests }) => describe(requests));
  return `Sent by every side in every round, command by command: ${sent.join("; ")}.`;
}

/**
 * @param {Map<string, Lap>[]} rounds
 * @param {string} baseline
 * @param {Measure} measure
 */
function ratioTo(rounds, baseline, measure) {
  return ratio(series(rounds, ours.name, measure), series(rounds, baseline, measure));
}

/**
 * @param {Map<string, Lap>[]} rounds
 * @param {string} side
 * @param {Measure} measure
 */
function series(rounds, side, { of }) {
  return rounds.map((laps) => {
    const lap = laps.get(side);
    const value = lap && of(lap);
    if (value === undefined) throw new TypeError(`a round lacks a figure of ${side}`);
    return value;
  });
}
