import { scaleSteps } from "../engine/steps.mjs";
import { median } from "../figures/median.mjs";
import { baselines, nativePlugin, ours } from "../sides.mjs";
import { EXPORT_LATENCY_MS } from "./measure.mjs";
import { plot } from "./plot.mjs";

// Each has a contrast of 3 or more on white and on the dark ground of GitHub: the reader's page decides which it is.
const COLOURS = { ours: "#3b82f6", native: "#c2571a", baseline: "#2c974b" };

/** @typedef {import("./measure.mjs").Point} Point */

/**
 * The figures as an SVG: one panel for each command.
 * @param {import("./measure.mjs").Figures} figures
 */
export function pictureOf({ points }) {
  const styles = [
    { side: ours.name, color: COLOURS.ours },
    { side: nativePlugin.name, color: COLOURS.native },
    { side: baselines[0].name, color: COLOURS.baseline },
  ];
  const panels = scaleSteps.map(({ name }) => ({
    title: name,
    lines: styles.flatMap(({ side, color }) =>
      [
        { mode: /** @type {const} */ ("skipped"), dashed: false },
        { mode: /** @type {const} */ ("checkpoints"), dashed: true },
      ].map(({ mode, dashed }) => ({
        color,
        dashed,
        points: points.flatMap((point) => {
          const values = point[mode]?.[name]?.[side];
          return values === undefined ? [] : [{ x: point.extensions, y: median(values) }];
        }),
      })),
    ),
  }));
  const lineOf = (/** @type {string} */ color, /** @type {(point: Point) => number[]} */ of) => ({
    color,
    dashed: false,
    points: points.map((point) => ({ x: point.extensions, y: median(of(point)) })),
  });
  const commands = [
    {
      title: "export, and bare reads",
      lines: [
        lineOf(COLOURS.ours, (point) => point.export.ours),
        lineOf(COLOURS.baseline, (point) => point.export.bare),
      ],
    },
    { title: "import", lines: [lineOf(COLOURS.ours, (point) => point.import)] },
  ];
  return plot({
    title: "Seconds against the number of extensions",
    description:
      "One panel for each command, both axes logarithmic: pulumi-ozeki, its native plugin and the baseline, with checkpoints " +
      `skipped and with default checkpoints. The export reads a PBX that waits ${EXPORT_LATENCY_MS} ms before each answer, as bare reads do.`,
    xLabel: "extensions",
    yLabel: "seconds",
    legend: [
      ...styles.map(({ side, color }) => ({ label: side, color, dashed: false })),
      { label: "default checkpoints", color: undefined, dashed: true },
    ],
    panels: [...panels, ...commands],
  });
}
