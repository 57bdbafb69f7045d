import { displayId } from "../../../../provider/api/display";
import { gapBetween } from "../numberMap";
import type { NumberRange, NumberState, Report, UsedNumber } from "../reportModel";
import { numberStates, stateNames } from "../reportModel";
import type { Html } from "./markup";
import { html } from "./markup";

/** How many ranges are drawn: the fullest. The numbers of the others are listed. */
const MAX_DRAWN_RANGES = 300;
/** The numbers of a range are drawn in parts of this many, which stay side by side as far as there is room. */
const PART_LENGTH = 10;
/** The room for a number and the side of its square, in units of the drawing. */
const CELL = 12;
const SIDE = 10;

/** The map of the numbers: a strip of squares for each hundred. */
export function rangeMap({ numbers: { ranges, others } }: Report): Html {
  const fullest = [...ranges].sort((one, other) => other.used.length - one.used.length);
  const drawn = new Set(fullest.slice(0, MAX_DRAWN_RANGES));
  const scattered = ranges.filter((range) => !drawn.has(range)).flatMap(({ used }) => used);
  const all = [...ranges.flatMap(({ used }) => used), ...others];
  if (all.length === 0) {
    return html`<p class="empty">No number is used.</p>`;
  }
  return html`<p>Each square is a number, each strip a hundred. Numbers without a colour are free.</p>
${patterns}
${legend(all)}
<div class="ranges">
${ranges.map((range, at) => (drawn.has(range) ? html`${gap(ranges[at - 1], range)}${strip(range)}` : ""))}</div>
${list("Numbers in other ranges", scattered)}
${list("Other IDs", others)}`;
}

const freeSquare = html`<rect class="free" x="0.5" y="0.5" width="${SIDE - 1}" height="${SIDE - 1}" rx="2"/>`;

/** Hatching and rings, so that the states differ without colours, too. */
const patterns = html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>
<pattern id="free" width="${CELL}" height="${CELL}" patternUnits="userSpaceOnUse">${freeSquare}</pattern>
<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-back" width="4" height="4"/><rect class="hatch-line" width="1.6" height="4"/></pattern>
</defs></svg>`;

function legend(all: readonly UsedNumber[]): Html {
  const present = numberStates.filter((state) => all.some((number) => number.state === state));
  const key = (name: string, drawn: Html) =>
    html`<li><svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true">${drawn}</svg>${name}</li>`;
  return html`<ul class="legend">${present.map((state) => key(stateNames[state], square(state, 0)))}${key("free", freeSquare)}</ul>`;
}

function strip(range: NumberRange): Html {
  const { first, last, free, used } = range;
  const parts = Array.from({ length: (free + used.length) / PART_LENGTH }, (_, at) => part(range, at));
  const counts = numberStates.flatMap((state) => {
    const count = used.filter((number) => number.state === state).length;
    return count === 0 ? [] : [`${count} ${stateNames[state]}`];
  });
  const content = [...counts, `${free} free`].join(", ");
  return html`<figure><figcaption><b>${first}–${last}</b> <span>${content}</span></figcaption>
<div class="strip" role="img" aria-label="${first} to ${last}: ${content}">${parts}</div></figure>
`;
}

function part({ first, used }: NumberRange, at: number): Html {
  // The first number of a range ends with zeros.
  const start = Number(first) + at * PART_LENGTH;
  const squares = used
    .map((number) => ({ number, place: Number(number.id) - start }))
    .filter(({ place }) => place >= 0 && place < PART_LENGTH)
    .map(({ number, place }) => square(number.state, place, `${number.id}: ${stateNames[number.state]}`));
  const width = PART_LENGTH * CELL;
  return html`<svg viewBox="0 0 ${width} ${CELL}"><rect width="${width}" height="${CELL}" fill="url(#free)"/>${squares}</svg>`;
}

function square(state: NumberState, place: number, title = ""): Html {
  const x = place * CELL;
  // A ring is drawn on its line.
  const inset = state === "missing" ? 1 : 0;
  const side = SIDE - 2 * inset;
  return html`<rect class="back" x="${x}" width="${SIDE}" height="${SIDE}"/><rect class="${state}" x="${x + inset}" y="${inset}" width="${side}" height="${side}" rx="2">${title === "" ? "" : html`<title>${title}</title>`}</rect>`;
}

function gap(before: NumberRange | undefined, after: NumberRange): Html | string {
  const between = before === undefined ? undefined : gapBetween(before, after);
  return between === undefined
    ? ""
    : html`<p class="gap">${between.first}–${between.last}: ${between.count.toLocaleString("en")} free</p>
`;
}

function list(title: string, numbers: readonly UsedNumber[]): Html | string {
  return numbers.length === 0
    ? ""
    : html`<h3>${title} <span class="count">${numbers.length}</span></h3>
<ul class="ids">${numbers.map(({ id, state }) => html`<li><span>${displayId(id)}</span> ${stateNames[state]}</li>`)}</ul>`;
}
