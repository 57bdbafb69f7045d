import { createRequire } from "node:module";
import { styleText } from "node:util";

const require = createRequire(import.meta.url);

/**
 * Breaks a sentence between words where a terminal is narrower.
 * @param {string} sentence
 */
function wrapped(sentence) {
  const { columns } = process.stdout;
  if (columns === undefined) return sentence;
  // Loaded late: the demo installs the packages.
  const { Help } = /** @type {typeof import("commander")} */ (require("commander"));
  return new Help().boxWrap(sentence, columns);
}

// styleText heeds NO_COLOR, and what is not a terminal.
export const print = {
  line: (text = "") => console.log(text),
  /** What comes next, in a sentence. */
  heading: (/** @type {string} */ sentence) => console.log(`\n${styleText("bold", wrapped(sentence))}`),
  /** A command, as a user would type it. */
  command: (/** @type {string} */ command) => console.log(styleText("cyan", `$ ${command}`)),
  note: (/** @type {string} */ text) => console.log(styleText("dim", wrapped(text))),
  added: (/** @type {string} */ text) => console.log(styleText("green", `+ ${text}`)),
  removed: (/** @type {string} */ text) => console.log(styleText("red", `- ${text}`)),
};
