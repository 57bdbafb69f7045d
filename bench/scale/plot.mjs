import { scaleLog } from "d3-scale";
import { line } from "d3-shape";

const COLUMNS = 4;
const PANEL = { width: 230, height: 190 };
const INNER = { left: 46, right: 12, top: 30, bottom: 38 };
const HEADER = 64;
// Neutral: readable on white and on the dark ground of GitHub, whichever the page shows, on transparent ground.
const INK = "#6f7a86";
const FONT = 'font-family="system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif"';

/**
 * @typedef {object} Line
 * @property {string} color
 * @property {boolean} dashed
 * @property {{ x: number, y: number }[]} points above 0
 */

/**
 * Draws panels of lines as an SVG, both axes logarithmic and the same in all panels.
 * @param {object} content
 * @param {string} content.title
 * @param {string} content.description
 * @param {string} content.xLabel
 * @param {string} content.yLabel
 * @param {{ label: string, color: string | undefined, dashed: boolean }[]} content.legend
 * @param {{ title: string, lines: Line[] }[]} content.panels
 * @returns {string}
 */
export function plot({ title, description, xLabel, yLabel, legend, panels }) {
  const all = panels.flatMap(({ lines }) => lines.flatMap(({ points }) => points));
  if (all.length === 0) throw new TypeError("there is nothing to draw");
  const x = axis(
    all.map((point) => point.x),
    [INNER.left, PANEL.width - INNER.right],
  );
  const y = axis(
    all.map((point) => point.y),
    [PANEL.height - INNER.bottom, INNER.top],
  );
  const width = COLUMNS * PANEL.width;
  const height = HEADER + Math.ceil(panels.length / COLUMNS) * PANEL.height;
  const path = line(
    (/** @type {{ x: number, y: number }} */ point) => x(point.x),
    (point) => y(point.y),
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" ${FONT} font-size="11" fill="${INK}">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    text(title, { x: 12, y: 22, size: 15, weight: 600 }),
    ...legendOf(legend),
    ...panels.flatMap((panel, index) => [
      `<g transform="translate(${(index % COLUMNS) * PANEL.width},${HEADER + Math.floor(index / COLUMNS) * PANEL.height})">`,
      text(panel.title, { x: INNER.left, y: 18, size: 12, weight: 600 }),
      ...powers(x).map((value) => rule(x(value), x(value), INNER.top, PANEL.height - INNER.bottom)),
      ...powers(y).map((value) => rule(INNER.left, PANEL.width - INNER.right, y(value), y(value))),
      ...powers(x).map((value) =>
        text(label(value), { x: x(value), y: PANEL.height - INNER.bottom + 14, anchor: "middle" }),
      ),
      ...powers(y).map((value) => text(label(value), { x: INNER.left - 6, y: y(value) + 4, anchor: "end" })),
      text(xLabel, { x: (INNER.left + PANEL.width - INNER.right) / 2, y: PANEL.height - 8, anchor: "middle" }),
      `<g transform="translate(11,${(INNER.top + PANEL.height - INNER.bottom) / 2}) rotate(-90)">${text(yLabel, { x: 0, y: 0, anchor: "middle" })}</g>`,
      ...panel.lines.flatMap(({ color, dashed, points }) => [
        ...(points.length > 1
          ? [`<path d="${path(points)}" fill="none" stroke="${color}" stroke-width="2"${dash(dashed)}/>`]
          : []),
        ...points.map(
          (point) => `<circle cx="${round(x(point.x))}" cy="${round(y(point.y))}" r="2.5" fill="${color}"/>`,
        ),
      ]),
      "</g>",
    ]),
    "</svg>",
  ].join("\n")}\n`;
}

/**
 * @param {number[]} values
 * @param {[number, number]} range
 */
function axis(values, range) {
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  return scaleLog([low, high === low ? low * 10 : high], range);
}

/** @param {import("d3-scale").ScaleLogarithmic<number, number>} scale */
function powers(scale) {
  return scale.ticks().filter((value) => Number.isInteger(Math.round(Math.log10(value) * 1e6) / 1e6));
}

/** @param {{ label: string, color: string | undefined, dashed: boolean }[]} legend */
function legendOf(legend) {
  let at = 12;
  return legend.flatMap(({ label: words, color, dashed }) => {
    const begin = at;
    at += 52 + words.length * 6.2;
    return [
      `<line x1="${begin}" x2="${begin + 26}" y1="44" y2="44" stroke="${color ?? INK}" stroke-width="2"${dash(dashed)}/>`,
      text(words, { x: begin + 32, y: 48 }),
    ];
  });
}

const dash = (/** @type {boolean} */ dashed) => (dashed ? ' stroke-dasharray="2 4"' : "");
const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
const label = (/** @type {number} */ value) =>
  value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 3 });

/** @type {(x1: number, x2: number, y1: number, y2: number) => string} */
function rule(x1, x2, y1, y2) {
  return `<line x1="${round(x1)}" x2="${round(x2)}" y1="${round(y1)}" y2="${round(y2)}" stroke="${INK}" stroke-opacity="0.3"/>`;
}

/**
 * @param {string} words
 * @param {{ x: number, y: number, size?: number, weight?: number, anchor?: "middle" | "end" }} place
 */
function text(words, { x, y, size, weight, anchor }) {
  const attributes = Object.entries({
    x: round(x),
    y: round(y),
    "font-size": size,
    "font-weight": weight,
    "text-anchor": anchor,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`);
  return `<text ${attributes.join(" ")}>${escaped(words)}</text>`;
}

/** @param {string} words */
function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
