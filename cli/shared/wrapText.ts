import { Help } from "commander";

const MIN_WIDTH = 20;

/** Commander's wrapping at words. A wide character counts as two columns, a combining one and a colour as none. */
class WordWrap extends Help {
  override minWidthToWrap = MIN_WIDTH;

  override displayWidth(text: string): number {
    return displayWidth(text);
  }
}

/**
 * Wraps text between words, so that no terminal breaks it inside of one. A word that is longer than a line stays whole.
 *
 * @param columns - the width of the terminal; undefined where the output is not one: then every line stays whole
 * @param label - what is before the first line; the lines below begin where the text beside it begins
 */
export function wrapText(text: string, columns: number | undefined, label = ""): string {
  if (columns === undefined) {
    return label + text;
  }
  const indent = label === "" ? 0 : displayWidth(label);
  const lines = new WordWrap().boxWrap(text, columns - indent).split("\n");
  return label + lines.join(`\n${" ".repeat(indent)}`);
}

function displayWidth(text: string): number {
  // Loaded for a terminal only.
  return (require("string-width") as typeof import("string-width"))(text);
}
