import { clearScreenDown, cursorTo } from "node:readline";
import type { StandardOutput } from "./standardOutput";
import type { NewTerminal } from "./terminal";
import { wrapText } from "./wrapText";

/** The terminal of this process. */
export function processTerminal(
  { print, warn, flushed, hasReader }: Omit<StandardOutput, "hasFailed">,
  ended: AbortSignal,
): NewTerminal {
  const { env: environment, stdin, stdout, stderr } = process;
  return {
    print: (text, label) => print(wrapText(text, windowOf(stdout)?.columns, label)),
    printData: print,
    warn: (text) => warn(wrapText(text, windowOf(stderr)?.columns)),
    flushed: () => flushed(ended),
    hasReader,
    environment,
    ended,
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    hasColour: hasColour(environment, stdout.isTTY === true),
    window: () => windowOf(stdout),
    clear: stdout.isTTY === true && environment.TERM !== "dumb" ? () => clearScreen(stdout) : undefined,
    progress: stderr.isTTY === true && environment.TERM !== "dumb" ? stderr : undefined,
    async ask(question, { silent = false } = {}) {
      // Loaded for a question: most commands ask nothing.
      const { read } = require("read") as typeof import("read");
      try {
        // Where errors go: what is printed may be written into a file.
        const answer = await read({ prompt: question, silent, output: stderr });
        if (silent) {
          // The key that ended it was not shown either.
          stderr.write("\n");
        }
        return answer;
      } catch (error) {
        if (error instanceof Error && error.message === "canceled") {
          // Ctrl-C: in a question it comes as a key and not as a signal.
          stderr.write("\n");
          process.emit("SIGINT");
          return "";
        }
        throw error;
      } finally {
        // It would go on waiting for keys.
        stdin.pause();
      }
    },
  };
}

function clearScreen(stream: NodeJS.WriteStream): void {
  cursorTo(stream, 0, 0);
  clearScreenDown(stream);
}

/** Asked for each time: the window may have been resized. */
function windowOf({ isTTY, columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } | undefined {
  // A terminal that does not know its width or height says 0.
  return isTTY === true && columns > 0 ? { columns, rows: rows > 0 ? rows : Number.POSITIVE_INFINITY } : undefined;
}

/** As https://no-color.org and https://force-color.org say. */
function hasColour({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== "") {
    return false;
  }
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") {
    return true;
  }
  return isTerminal && TERM !== "dumb";
}
