import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

const STDOUT = 1;
const STDERR = 2;

/** Standard output and standard error of this process. */
export interface StandardOutput {
  /** Prints a line. */
  print(line: string): void;
  /** Prints a line where errors and warnings go. */
  warn(line: string): void;
  /**
   * Waits for signals, and until standard output has taken what was printed, or has failed.
   *
   * @param signal - ends the wait
   */
  flushed(signal: AbortSignal): Promise<void>;
  /** Whether standard output takes more: its reader is there, and the disk is not full. */
  hasReader(): boolean;
  /** Whether something could not be written, and not because its reader was gone. */
  readonly hasFailed: boolean;
}

/** @param onEnd - called where no more can be written: the reader has gone, or the disk is full */
export function standardOutput(onEnd: () => void): StandardOutput {
  let hasFailed = false;
  const { stdout } = process;
  const closed = new AbortController();
  const failed = (stream: NodeJS.WritableStream, error: NodeJS.ErrnoException) => {
    // As in `pulumi-ozeki list | head`: the reader has all that it wanted.
    const isReaderGone = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
    if (!isReaderGone && !hasFailed) {
      hasFailed = true;
      process.exitCode = 1;
      if (stream !== process.stderr) {
        write(process.stderr, `error: standard output cannot be written (${error.code ?? error.message})`);
      }
    }
    if (stream === stdout) {
      closed.abort();
    }
    onEnd();
  };
  const write = (stream: NodeJS.WritableStream, line: string) => {
    // A terminal is a socket, too.
    if (stream instanceof Socket) {
      stream.write(`${line}\n`);
      return;
    }
    try {
      // The stream of a file writes once, and loses the rest without an error where the disk becomes full.
      writeFileSync(stream === process.stdout ? STDOUT : STDERR, `${line}\n`);
    } catch (error) {
      failed(stream, error as NodeJS.ErrnoException);
    }
  };
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => failed(stream, error));
  }
  return {
    print: (line) => write(process.stdout, line),
    warn: (line) => write(process.stderr, line),
    flushed: async (signal) => {
      if (stdout.writableNeedDrain) {
        await once(stdout, "drain", { signal: AbortSignal.any([closed.signal, signal]) }).catch(() => {});
      }
      await setImmediate();
    },
    hasReader: () => !closed.signal.aborted,
    get hasFailed() {
      return hasFailed;
    },
  };
}
