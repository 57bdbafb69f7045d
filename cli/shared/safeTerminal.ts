import { escapeControlChars } from "../../provider/api/display";
import type { NewTerminal, Terminal } from "./terminal";

const ESCAPE = "\u001b";
/** A line break, or a colour. */
const KEPT = new RegExp(`(\n|${ESCAPE}\\[\\d+m)`);

/**
 * A terminal on which hidden characters are shown and not obeyed, whatever text a command passes on. Line breaks stay,
 * and colours where there are any.
 */
export function safeTerminal(terminal: NewTerminal): Terminal {
  const safe = (text: string) => safeText(text, terminal.hasColour);
  return {
    ...terminal,
    print: (text, label = "") => terminal.print(safe(text), safe(label)),
    printData: (text) => terminal.printData(safe(text)),
    warn: (text) => terminal.warn(safe(text)),
    pulumiEnvironment: {},
    runsUntilEnded: false,
    ask: (question, how) => terminal.ask(safe(question), how),
  };
}

/** Text in which hidden characters are shown, but for its line breaks, and for colours where there are any. */
export function safeText(text: string, hasColour = false): string {
  return text
    .split(KEPT)
    .map((part, at) => (at % 2 === 1 && (part === "\n" || hasColour) ? part : escapeControlChars(part)))
    .join("");
}
