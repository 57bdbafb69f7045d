import { escapeControlChars } from "../../../../provider/api/display";

/** What stays as it is within backquotes, in the cell of a table too. */
const HARMLESS_IN_CODE = /^[^`|\\\s]+( [^`|\\\s]+)*$/;
/** ASCII punctuation is what Markdown is made of. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
/** What may begin markup within a line of plain words. */
const MARKUP = /[\\*_[\]<>|~@#&]/g;

/**
 * A string of the PBX as code in Markdown: no markup, link, mention or reference in it counts. Its hidden characters are shown
 * as `\\u202E`. An empty one is empty.
 */
export function code(text: string): string {
  const visible = escapeControlChars(text);
  if (visible === "") {
    return "";
  }
  return HARMLESS_IN_CODE.test(visible)
    ? `\`${visible}\``
    : `<code>${visible.replace(PUNCTUATION, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

/** A sentence of the report itself, in which backquotes mark code, with what may come from elsewhere in it. */
export function plain(text: string): string {
  return escapeControlChars(text)
    .split("`")
    .map((part, at) => (at % 2 === 1 ? code(part) : withoutMarkup(part)))
    .join("");
}

function withoutMarkup(text: string): string {
  return text.replace(MARKUP, (character) =>
    // Alone in an element, it begins neither a mention nor a reference to an issue.
    character === "@" || character === "#" ? `<code>${character}</code>` : `&#${character.charCodeAt(0)};`,
  );
}
