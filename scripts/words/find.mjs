import { ALLOWED, WORDS } from "./list.mjs";
import { partsOf } from "./parts.mjs";

const RULES = WORDS.map(([where, { source }, better]) => ({
  where,
  better,
  pattern: where === "prose" ? new RegExp(source.replaceAll(" ", "\\s+"), "gi") : new RegExp(`^(?:${source})$`),
}));

/**
 * The words of the list that a file uses, and the allowances that it needs.
 * @param {string} file its path below the project's folder
 * @param {string} text
 * @param {typeof ALLOWED} allowances
 */
export function findWords(file, text, allowances = ALLOWED) {
  const { prose, names } = partsOf(file, text);
  const uses = RULES.flatMap(({ where, pattern, better }) =>
    where === "prose"
      ? [...prose.matchAll(pattern)].map(({ 0: word, index }) => ({ word: word.replace(/\s+/g, " "), index, better }))
      : names
          .filter(({ name, isFunction }) => pattern.test(name) && (isFunction || where === "identifier"))
          .map(({ name, start }) => ({ word: name, index: start, better })),
  );
  /** @type {Set<(typeof ALLOWED)[number]>} */
  const allowed = new Set();
  const found = uses
    .filter(({ index }) => {
      const allowance = allowances.find((it) => it.file === file && covers(it.text, text, index));
      if (allowance) allowed.add(allowance);
      return !allowance;
    })
    .sort((one, other) => one.index - other.index)
    .map(({ word, index, better }) => ({ line: text.slice(0, index).split("\n").length, word, better }));
  return { found, allowed };
}

/**
 * Whether a quotation in a file holds the place. A file that is allowed as a whole has no quotation.
 * @param {string | undefined} quotation
 * @param {string} text
 * @param {number} index
 */
function covers(quotation, text, index) {
  if (quotation === undefined) return true;
  const start = text.lastIndexOf(quotation, index);
  return start >= 0 && index < start + quotation.length;
}
