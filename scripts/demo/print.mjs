import { styleText } from "node:util";

// styleText heeds NO_COLOR, and what is not a terminal.
export const print = {
  line: (text = "") => console.log(text),
  /** What comes next, in a sentence. */
  heading: (/** @type {string} */ sentence) => console.log(`\n${styleText("bold", sentence)}`),
  /** A command, as a user would type it. */
  command: (/** @type {string} */ command) => console.log(styleText("cyan", `$ ${command}`)),
  note: (/** @type {string} */ text) => console.log(styleText("dim", text)),
  added: (/** @type {string} */ text) => console.log(styleText("green", `+ ${text}`)),
  removed: (/** @type {string} */ text) => console.log(styleText("red", `- ${text}`)),
};
