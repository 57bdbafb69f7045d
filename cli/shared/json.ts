import { escapeControlChars } from "../../provider/api/display";
import type { Terminal } from "./terminal";

/** A value as JSON with line breaks. Hidden characters are escaped, so that no terminal obeys them; it parses to the same value. */
export function jsonText(value: unknown): string {
  // Within strings JSON has no line breaks: these are its layout.
  return JSON.stringify(value, undefined, 2).split("\n").map(escapeControlChars).join("\n");
}

/** Prints what a command prints with `--json`. */
export function printJson(terminal: Pick<Terminal, "printData">, value: unknown): void {
  terminal.printData(jsonText(value));
}
