/**
 * A piece of a line in one style.
 * @typedef {{ text: string, colour?: string | undefined, isBold?: boolean }} Piece
 */

/** The colours of a terminal with a dark background: the 8 of ECMA-48, then the bright ones. */
const PALETTE = [
  ["#0f172a", "#f87171", "#4ade80", "#facc15", "#60a5fa", "#e879f9", "#22d3ee", "#e2e8f0"],
  ["#94a3b8", "#fca5a5", "#86efac", "#fde047", "#93c5fd", "#f0abfc", "#67e8f9", "#ffffff"],
].flat();

const FONT_PX = 13;
const COLUMN_PX = 7.83;
const LINE_PX = 18;
const MARGIN_PX = 18;
const BAR_PX = 34;
/** How long a screen is shown. */
const SCREEN_SECONDS = 6;

/**
 * The pieces of a line with escape sequences for colours (SGR). Other escape sequences are left out.
 * @param {string} line
 * @returns {Piece[]}
 */
export function piecesOf(line) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Omit<Piece, "text">} */
  let style = {};
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them.
  for (const part of line.split(/(\u001b\[[\d;?]*[A-Za-z])/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them.
    const [, codes] = /^\u001b\[([\d;]*)m$/.exec(part) ?? [];
    if (codes !== undefined) style = styled(style, codes.split(";").map(Number));
    else if (part !== "" && !part.startsWith("\u001b")) pieces.push({ text: part, ...style });
  }
  return pieces;
}

/**
 * @param {Omit<Piece, "text">} style
 * @param {readonly number[]} codes
 * @returns {Omit<Piece, "text">}
 */
function styled(style, codes) {
  const [code = 0, ...rest] = codes;
  // The rest of `38;5;N` is one colour of 256, of which the first 16 are used.
  if (code === 38 && rest[0] === 5) return { ...style, colour: PALETTE[rest[1] ?? 7] };
  const next =
    code === 0
      ? {}
      : code === 1
        ? { ...style, isBold: true }
        : code >= 30 && code <= 37
          ? { ...style, colour: PALETTE[code - 30] }
          : code >= 90 && code <= 97
            ? { ...style, colour: PALETTE[code - 82] }
            : style;
  return rest.length === 0 ? next : styled(next, rest);
}

/**
 * A picture of a terminal that shows screens, one after the other. A viewer without animations shows the last one.
 * @param {readonly (readonly string[])[]} screens lines with escape sequences
 * @param {{ title: string, description: string }} about for people who do not see it
 */
export function terminalSvg(screens, { title, description }) {
  const lines = screens.map((screen) => screen.map(piecesOf));
  const columns = Math.max(...lines.flat().map((pieces) => pieces.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * COLUMN_PX + 2 * MARGIN_PX);
  const height = BAR_PX + Math.max(...lines.map((screen) => screen.length)) * LINE_PX + MARGIN_PX;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="${FONT_PX}" fill="${PALETTE[7]}">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(description)}</desc>
<style>
.screen { opacity: 0 }
.screen:last-of-type { opacity: 1 }
@media (prefers-reduced-motion: no-preference) {
.screen { animation: show ${SCREEN_SECONDS * screens.length}s step-end infinite }
@keyframes show { 0% { opacity: 1 } ${(100 / screens.length).toFixed(2)}% { opacity: 0 } 100% { opacity: 0 } }
}
</style>
<rect width="${width}" height="${height}" rx="8" fill="${PALETTE[0]}"/>
${["#f87171", "#facc15", "#4ade80"].map((colour, index) => `<circle cx="${MARGIN_PX + 4 + index * 18}" cy="17" r="5" fill="${colour}"/>`).join("\n")}
${lines.map((screen, index) => screenSvg(screen, index, screens.length)).join("\n")}
</svg>
`;
}

/**
 * @param {readonly (readonly Piece[])[]} lines
 * @param {number} index
 * @param {number} count
 */
function screenSvg(lines, index, count) {
  // Negative: each is in the middle of its animation from the start.
  const delay = `animation-delay: ${(index - count) * SCREEN_SECONDS}s`;
  return [`<g class="screen" style="${delay}">`, ...lines.flatMap(lineSvg), "</g>"].join("\n");
}

/**
 * Each piece has its own place, so that columns are right in every font.
 * @param {readonly Piece[]} pieces
 * @param {number} index
 */
function lineSvg(pieces, index) {
  let column = 0;
  const spans = pieces.flatMap(({ text, colour, isBold }) => {
    const start = column + (text.length - text.trimStart().length);
    column += text.length;
    const shown = text.trim();
    if (shown === "") return [];
    const style = `${colour === undefined ? "" : ` fill="${colour}"`}${isBold ? ' font-weight="700"' : ""}`;
    const x = (MARGIN_PX + start * COLUMN_PX).toFixed(1);
    const length = (shown.length * COLUMN_PX).toFixed(1);
    return [`<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(shown)}</tspan>`];
  });
  const y = BAR_PX + (index + 1) * LINE_PX;
  return spans.length === 0 ? [] : [`<text xml:space="preserve" y="${y}">${spans.join("")}</text>`];
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
