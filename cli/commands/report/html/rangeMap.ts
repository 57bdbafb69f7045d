import { displayId } from "../../../../provider/api/display";
import { gapBetween } from "../numberMap";
import type { NumberRange, Report, UsedNumber } from "../reportModel";
import { numberStates, stateNames } from "../stateNames";
import type { Html } from "./markup";
import { html } from "./markup";

/** How many ranges are drawn: the fullest. The numbers of the others are listed. */
const MAX_DRAWN_RANGES = 300;
/** The numbers of a range are drawn in parts of this many, which stay side by side as far as there is room. */
const PART_LENGTH = 10;
/** The side of a number's square and the gap after it, in units of the drawing. */
const CELL = 12;
const GAP = 2;

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
${list("Other numbers", scattered)}
${list("IDs that are not numbers", others)}`;
}

/** Hatching and rings, so that the states differ without colours, too. */
const patterns = html`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>
<pattern id="free" width="${CELL}" height="${CELL}" patternUnits="userSpaceOnUse"><rect class="free" x="0.5" y="0.5" width="${CELL - GAP - 1}" height="${CELL - GAP - 1}" rx="2"/></pattern>
<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-back" width="4" height="4"/><rect class="hatch-line" width="1.6" height="4"/></pattern>
</defs></svg>`;

function legend(all: readonly UsedNumber[]): Html {
  const present = numberStates.filter((state) => all.some((number) => number.state === state));
  const key = (name: string, square: Html) =>
    html`<li><svg viewBox="0 0 ${CELL - GAP} ${CELL - GAP}" aria-hidden="true">${square}</svg>${name}</li>`;
  const side = CELL - GAP;
  return html`<ul class="legend">${present.map((state) => key(stateNames[state], square(state, 0)))}${key("free", html`<rect class="free" x="0.5" y="0.5" width="${side - 1}" height="${side - 1}" rx="2"/>`)}</ul>`;
}

function strip(range: NumberRange): Html {
  const { first, last, free, used } = range;
  const length = free + used.length;
  const parts = Array.from({ length: Math.ceil(length / PART_LENGTH) }, (_, at) => part(range, at));
  const counts = numberStates.flatMap((state) => {
    const count = used.filter((number) => number.state === state).length;
    return count === 0 ? [] : [`${count} ${stateNames[state]}`];
  });
  return html`<figure><figcaption><b>${first}–${last}</b> <span>${[...counts, `${free} free`].join(", ")}</span></figcaption>
<div class="strip" role="img" aria-label="${first} to ${last}: ${[...counts, `${free} free`].join(", ")}">${parts}</div></figure>
`;
}

function part({ first, free, used }: NumberRange, at: number): Html {
  const start = at * PART_LENGTH;
  const count = Math.min(PART_LENGTH, free + used.length - start);
  // The first number of a range ends with zeros.
  const squares = used
    .map((number) => ({ number, place: Number(number.id) - Number(first) - start }))
    .filter(({ place }) => place >= 0 && place < count)
    .map(({ number, place }) => square(number.state, place, `${number.id}: ${stateNames[number.state]}`));
  const width = PART_LENGTH * CELL;
  return html`<svg viewBox="0 0 ${width} ${CELL}"><rect width="${count * CELL}" height="${CELL}" fill="url(#free)"/>${squares}</svg>`;
}

function square(state: string, place: number, title = ""): Html {
  const side = CELL - GAP;
  const x = place * CELL;
  const [from, length] = state === "missing" ? [x + 1, side - 2] : [x, side];
  return html`<rect class="back" x="${x}" width="${side}" height="${side}"/><rect class="${state}" x="${from}" y="${from - x}" width="${length}" height="${length}" rx="2">${title === "" ? "" : html`<title>${title}</title>`}</rect>`;
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
