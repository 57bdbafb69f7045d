import type { Terminal } from "./terminal";
import { stopIfEnded } from "./terminal";

/** How much is built and written before the command waits, in characters. */
export const PIECE_LENGTH = 65_536;

/**
 * Prints many lines that must stay as they are, and builds each one only when it is its turn: the whole text is never in memory. Between
 * pieces it waits until the reader has taken them, so that Ctrl-C ends it there.
 *
 * @throws CommandFailed where the user has ended the command
 */
export async function printLines(
  terminal: Pick<Terminal, "printData" | "flushed" | "hasReader" | "ended">,
  lines: Iterable<string>,
): Promise<void> {
  let piece: string[] = [];
  let length = 0;
  const write = async () => {
    terminal.printData(piece.join("\n"));
    piece = [];
    length = 0;
    await pause(terminal);
  };
  for (const line of lines) {
    piece.push(line);
    length += line.length;
    if (length >= PIECE_LENGTH) {
      await write();
    }
    if (!terminal.hasReader()) {
      return;
    }
  }
  if (piece.length > 0) {
    await write();
  }
}

/**
 * Prints warnings, one after the other.
 *
 * @param what - the state that things are in where the user ends it: see {@link stopIfEnded}
 * @throws CommandFailed where the user has ended the command
 */
export async function warnLines(
  terminal: Pick<Terminal, "warn" | "flushed" | "hasReader" | "ended">,
  lines: Iterable<string>,
  what?: string,
): Promise<void> {
  let length = 0;
  for (const line of lines) {
    terminal.warn(line);
    length += line.length;
    if (length >= PIECE_LENGTH) {
      length = 0;
      await pause(terminal, what);
    }
  }
}

/**
 * Waits for signals, and until what was printed has left the process.
 *
 * @throws CommandFailed where the user has ended the command
 */
export async function pause(terminal: Pick<Terminal, "flushed" | "hasReader" | "ended">, what?: string): Promise<void> {
  await terminal.flushed();
  if (terminal.hasReader()) {
    stopIfEnded(terminal, what);
  }
}
