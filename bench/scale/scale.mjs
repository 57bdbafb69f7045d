import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePulumi } from "../../scripts/pulumi/ensurePulumi.mjs";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { describeMachine } from "../machine.mjs";
import { measureScale } from "./measure.mjs";
import { pictureOf } from "./picture.mjs";
import { report } from "./report.mjs";

export const SCALE_HELP = `With --scale: the cost against the number of extensions, for pulumi-ozeki (dynamic and native plugin) and the baseline, with
and without checkpoints, and the cost of an export and an import. Writes the section "Cost against the number of extensions" of
bench/RESULTS.md and docs/images/scale.svg after each number: a run that is ended keeps what it has measured.

  --sizes LIST          numbers of extensions (1,100,1000,5000)
  --rounds N            how often each side runs each command (3)
  --checkpoint-limit N  with default checkpoints, no more extensions than this (1000): the time grows with their square
  --out FOLDER          writes RESULTS.md, scale.svg and scale.json there, and nothing into the repository
`;

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BEGIN = "<!-- scale: written by `npm run bench -- --scale` -->";
const END = "<!-- /scale -->";

/**
 * @typedef {{ sizes: number[], rounds: number, checkpointLimit: number, out: string | undefined }} ScaleOptions
 */

/**
 * Reads the options of a scale run.
 * @param {ReturnType<typeof import("../options.mjs").readOptions>} options
 * @returns {ScaleOptions}
 */
export function scaleOptions(options) {
  const sizes = (options.text("sizes") ?? "1,100,1000,5000").split(",").map(Number);
  if (sizes.some((size, index) => !Number.isInteger(size) || size <= (sizes[index - 1] ?? 0))) {
    throw new CannotMeasure("--sizes must be ascending whole numbers above 0, such as 1,10,100.");
  }
  for (const name of ["extensions", "limit", "json"]) {
    if (options.text(name) !== undefined) throw new CannotMeasure(`--${name} does not work with --scale.`);
  }
  return {
    sizes,
    rounds: options.number("rounds", { whole: true }) ?? 3,
    checkpointLimit: options.number("checkpoint-limit", { whole: true }) ?? 1000,
    out: options.text("out"),
  };
}

/**
 * Measures, prints and writes the results.
 * @param {ScaleOptions} options
 * @param {{ signal: AbortSignal, log: (line: string) => void }} how
 */
export async function scale(options, { signal, log }) {
  const cli = await ensurePulumi(signal);
  const machine = describeMachine(cli);
  const folder = options.out ?? join(ROOT, "bench");
  const picture = options.out === undefined ? join(ROOT, "docs", "images", "scale.svg") : join(folder, "scale.svg");
  const results = join(folder, "RESULTS.md");
  for (const place of [folder, dirname(picture)]) mkdirSync(place, { recursive: true });
  const image = `![Seconds against the number of extensions](${relative(folder, picture).replaceAll("\\", "/")})`;
  const write = (/** @type {import("./measure.mjs").Figures} */ figures) => {
    const section = report(figures, { machine, image });
    writeFileSync(picture, pictureOf(figures));
    writeFileSync(results, withSection(existsSync(results) ? readFileSync(results, "utf8") : "", section));
    if (options.out !== undefined) writeFileSync(join(folder, "scale.json"), `${JSON.stringify(figures, null, 2)}\n`);
  };
  // After each number of extensions: the last one takes most of the time, and a run that is ended keeps the others.
  const figures = await measureScale(options, { cli, signal, log, onPoint: write });
  console.log(report(figures, { machine, image }));
}

/**
 * Puts a section between its markers, or at the end of a page that has none.
 * @param {string} page
 * @param {string} section
 */
export function withSection(page, section) {
  const block = `${BEGIN}\n\n${section}\n\n${END}`;
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 && end === -1) return `${page.trimEnd()}\n\n${block}\n`.trimStart();
  if (begin === -1 || end < begin) throw new CannotMeasure("RESULTS.md has only one of the two scale markers.");
  return `${page.slice(0, begin)}${block}${page.slice(end + END.length)}`;
}
