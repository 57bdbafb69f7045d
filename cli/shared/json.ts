import { escapeControlChars } from "../../provider/api/display";
import { printLines } from "./printLines";
import type { Terminal } from "./terminal";

/** A value as JSON with line breaks. Hidden characters are escaped, so that no terminal obeys them; it parses to the same value. */
export function jsonText(value: unknown): string {
  return jsonLines(value).join("\n");
}

/**
 * Prints what a command prints with `--json`: all of it, one item of an array after the other.
 *
 * @throws CommandFailed where the user has ended the command
 */
export async function printJson(terminal: Terminal, value: unknown): Promise<void> {
  await printLines(terminal, Array.isArray(value) && value.length > 0 ? arrayLines(value) : jsonLines(value));
}

/** The lines that {@link jsonText} has for an array that is not empty. */
function* arrayLines(items: readonly unknown[]): Iterable<string> {
  yield "[";
  for (const [at, item] of items.entries()) {
    const lines = jsonLines(item).map((line) => `  ${line}`);
    yield lines.join("\n") + (at < items.length - 1 ? "," : "");
  }
  yield "]";
}

function jsonLines(value: unknown): string[] {
  // Within strings JSON has no line breaks: these are its layout.
  return JSON.stringify(value, undefined, 2).split("\n").map(escapeControlChars);
}
