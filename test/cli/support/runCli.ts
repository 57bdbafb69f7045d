import { run } from "../../../cli/run";

/** A run of the command line within this process. */
export interface CliRun {
  /** Lines printed so far. */
  readonly printed: string[];
  /** Lines printed so far where errors and warnings go. */
  readonly warned: string[];
  /** Questions asked so far. */
  readonly asked: string[];
  readonly exitCode: Promise<number>;
  /** What Ctrl-C does. */
  end(): void;
  /** Waits for a printed line that has the text in it. */
  line(text: string): Promise<string>;
}

/**
 * @param answers - what the user types; without it the terminal is not interactive
 * @param window - the size of the window that shows what is printed
 */
export function runCli(
  args: readonly string[],
  environment: Record<string, string | undefined> = {},
  answers?: readonly string[],
  window?: { columns: number; rows: number },
): CliRun {
  const waiting = [...(answers ?? [])];
  const ending = new AbortController();
  const printed: string[] = [];
  const warned: string[] = [];
  const asked: string[] = [];
  let isOver = false;
  const exitCode = run(args, {
    print: (text, label = "") => printed.push(`${label}${text}`),
    printData: (text) => printed.push(text),
    warn: (line) => warned.push(line),
    flushed: () => new Promise(setImmediate),
    hasReader: () => true,
    environment,
    ended: ending.signal,
    isInteractive: answers !== undefined,
    hasColour: false,
    window: () => window,
    clear: answers === undefined ? undefined : () => printed.push("(the screen is cleared)"),
    progress: undefined,
    ask: async (question) => {
      asked.push(question);
      return waiting.shift() ?? "";
    },
  }).finally(() => {
    isOver = true;
  });
  return {
    printed,
    warned,
    asked,
    exitCode,
    end: () => ending.abort(),
    line: async (text) => {
      for (;;) {
        const found = printed.find((line) => line.includes(text));
        if (found !== undefined) {
          return found;
        }
        if (isOver) {
          throw new Error(`it ended without printing ${text}: ${warned.join("\n")}`);
        }
        await new Promise(setImmediate);
      }
    },
  };
}
