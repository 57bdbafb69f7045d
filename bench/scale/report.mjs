import { scaleSteps } from "../engine/steps.mjs";
import { median } from "../figures/median.mjs";
import { ratio } from "../figures/ratio.mjs";
import { table } from "../figures/table.mjs";
import { baselines, nativePlugin, ours } from "../sides.mjs";
import { EXPORT_LATENCY_MS } from "./measure.mjs";

/** @typedef {import("./measure.mjs").Figures} Figures */
/** @typedef {import("./measure.mjs").Point} Point */

const baseline = baselines[0].name;
const number = (/** @type {number} */ value) => value.toLocaleString("en");
const seconds = (/** @type {number[] | undefined} */ values) => `${median(values ?? []).toFixed(2)} s`;

/**
 * The section of bench/RESULTS.md.
 * @param {Figures} figures
 * @param {{ machine: string[], image: string }} how
 */
export function report(figures, { machine, image }) {
  const { rounds, checkpointLimit, points } = figures;
  const above = points.filter(({ checkpoints }) => checkpoints === undefined).map((point) => number(point.extensions));
  return [
    "## Cost against the number of extensions",
    "`npm run bench -- --scale` measures this section and writes it. Each command is timed as a whole process, the sides in turns, in\n" +
      `the same round. The table shows the medians of ${number(rounds)} ${rounds === 1 ? "round" : "rounds"}. A ratio compares with the baseline in the same round.`,
    image,
    machine.map((line) => `- ${line}`).join("\n"),
    "### Goals",
    goalTable(points),
    "### Checkpoints skipped",
    "`PULUMI_SKIP_CHECKPOINTS=true`: Pulumi writes the state once a command.",
    stepTable(points, "skipped"),
    "### Default checkpoints",
    "Pulumi writes the state at each step. In a backend of files that time grows with the square of the number of extensions." +
      (above.length > 0
        ? `\nNot measured above ${number(checkpointLimit)} extensions (\`--checkpoint-limit\`): ${above.join(" and ")}.`
        : ""),
    stepTable(points, "checkpoints"),
    "### Export and import",
    `The export reads a PBX that waits ${EXPORT_LATENCY_MS} ms before each answer, in turns with as many bare GetConfig requests. The import\n` +
      "brings an exported project into a fresh stack; the PBX answers at once. The baseline has no import.",
    commandTable(points),
    "### State",
    "Bytes of the state file after `up`.",
    table(
      ["extensions", ours.name, nativePlugin.name, baseline],
      points.map(({ extensions, bytes }) => [
        number(extensions),
        ...[ours.name, nativePlugin.name, baseline].map((side) => number(bytes[side] ?? Number.NaN)),
      ]),
    ),
  ].join("\n\n");
}

/**
 * @param {Point[]} points
 * @param {"skipped" | "checkpoints"} mode
 */
function stepTable(points, mode) {
  const head = ["", "extensions", ours.name, "ratio", "lowest–highest"];
  head.push(nativePlugin.name, "ratio", "lowest–highest", baseline);
  const rows = scaleSteps.flatMap(({ name }) =>
    points.flatMap((point) => {
      const sides = point[mode]?.[name];
      if (sides === undefined) return [];
      const compared = (/** @type {string} */ side) => {
        const { median: middle, min, max } = ratio(sides[side] ?? [], sides[baseline] ?? []);
        return [seconds(sides[side]), middle.toFixed(2), `${min.toFixed(2)}–${max.toFixed(2)}`];
      };
      const cells = [...compared(ours.name), ...compared(nativePlugin.name), seconds(sides[baseline])];
      return [[name, number(point.extensions), ...cells]];
    }),
  );
  return table(head, rows);
}

/** @param {Point[]} points */
function commandTable(points) {
  const head = ["extensions", "export", "bare reads", "ratio", "lowest–highest", "import"];
  const rows = points.map((point) => {
    const { median: middle, min, max } = ratio(point.export.ours, point.export.bare);
    return [
      number(point.extensions),
      seconds(point.export.ours),
      seconds(point.export.bare),
      middle.toFixed(2),
      `${min.toFixed(2)}–${max.toFixed(2)}`,
      seconds(point.import),
    ];
  });
  return table(head, rows);
}

/**
 * Each goal as met, not met or not measured.
 * @param {Point[]} points
 */
export function goalTable(points) {
  const rows = goals(points).map(({ name, limit, found, print }) => [
    name,
    `at most ${print(limit)}`,
    found === undefined ? "–" : print(found),
    found === undefined ? "not measured" : found <= limit ? "met" : "**not met**",
  ]);
  return table(["", "goal", "measured", ""], rows);
}

/**
 * What the project has set itself, and what was measured of it. Ratios are taken at the largest number of extensions.
 * @param {Point[]} points
 * @returns {{ name: string, limit: number, found: number | undefined, print: (value: number) => string }[]}
 */
function goals(points) {
  const largest = points.at(-1);
  const of5000 = points.find(({ extensions }) => extensions === 5000);
  const ratios = [
    { step: "preview, no change", limit: 0.6 },
    { step: "up, create", limit: 0.6 },
    { step: "refresh", limit: 1.15 },
    { step: "destroy", limit: 1.15 },
  ].map(({ step, limit }) => {
    const sides = largest?.skipped?.[step];
    return {
      name: `${step}: ratio to the baseline, ${number(largest?.extensions ?? 0)} extensions, checkpoints skipped`,
      limit,
      found: sides && ratio(sides[ours.name] ?? [], sides[baseline] ?? []).median,
      print: (/** @type {number} */ value) => value.toFixed(2),
    };
  });
  const inSeconds = (/** @type {number} */ value) => `${value.toFixed(1)} s`;
  return [
    ...ratios,
    {
      name: `export of 5,000 extensions, ${EXPORT_LATENCY_MS} ms per answer: ratio to bare reads`,
      limit: 1.2,
      found: of5000 && ratio(of5000.export.ours, of5000.export.bare).median,
      print: (value) => value.toFixed(2),
    },
    {
      name: "up, create of 5,000 extensions, checkpoints skipped",
      limit: 30,
      found: of5000?.skipped && median(of5000.skipped["up, create"]?.[ours.name] ?? []),
      print: inSeconds,
    },
    {
      name: "import of 5,000 extensions",
      limit: 60,
      found: of5000 && median(of5000.import),
      print: inSeconds,
    },
  ];
}
