import { run } from "../../../cli/run";

/** A run of the command line within this process. */
export interface CliRun {
  /** Lines printed so far. */
  readonly printed: string[];
  /** Lines printed so far where errors and warnings go. */
  readonly warned: string[];
  readonly exitCode: Promise<number>;
  /** What Ctrl-C does. */
  end(): void;
  /** Waits for a printed line that has the text in it. */
  line(text: string): Promise<string>;
}

export function runCli(args: readonly string[], environment: Record<string, string> = {}): CliRun {
  const ending = new AbortController();
  const printed: string[] = [];
  const warned: string[] = [];
  let isOver = false;
  const exitCode = run(args, {
    print: (line) => printed.push(line),
    warn: (line) => warned.push(line),
    environment,
    ended: ending.signal,
  }).finally(() => {
    isOver = true;
  });
  return {
    printed,
    warned,
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
