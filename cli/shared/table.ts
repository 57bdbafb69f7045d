import stringWidth from "string-width";
import { displayValue, escapeControlChars } from "../../provider/api/display";
import { PIECE_LENGTH, pause, printLines } from "./printLines";
import type { Terminal } from "./terminal";

/**
 * How far cells are padded, in columns. A longer cell moves the rest of its own row: padding all rows to it would print its
 * length once for each of them.
 */
const MAX_PADDED_WIDTH = 80;

/** A longer cell is wider than {@link MAX_PADDED_WIDTH}, and is not measured: that takes many times what printing it does. */
const MAX_MEASURED_LENGTH = 1_000;

/** A cell of a table. */
export interface Cell {
  readonly text: string;
  /** In columns; 0 where it is not padded. */
  readonly width: number;
}

/**
 * Prints rows under headings, in columns as wide as their content.
 *
 * @param rows - text of the PBX: control characters in it are shown and not obeyed
 * @throws CommandFailed where the user has ended the command
 */
export async function printTable(
  terminal: Terminal,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const lines: Cell[][] = [];
  let length = 0;
  for (const row of rows) {
    lines.push(measuredRow(row));
    length += row.reduce((sum, text) => sum + text.length, 0);
    if (length >= PIECE_LENGTH) {
      length = 0;
      await pause(terminal);
    }
  }
  await printLines(terminal, tableLines(headings, lines));
}

/** A row, with control characters escaped. */
export function measuredRow(row: readonly string[]): Cell[] {
  return row.map((text) => measured(escapeControlChars(text)));
}

/** The lines that {@link printTable} prints. */
export function* tableLines(headings: readonly string[], rows: readonly (readonly Cell[])[]): Iterable<string> {
  const lines = [headings.map(measured), ...rows];
  const widths = headings.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, cells[column]?.width ?? 0), 0),
  );
  for (const cells of lines) {
    yield cells
      .map(({ text, width }, column) =>
        isPadded({ text, width }) ? text + " ".repeat((widths[column] ?? width) - width) : text,
      )
      .join("  ")
      .trimEnd();
  }
}

/**
 * What a table shows of a row, so that no more of it is kept. The ID stays whole: messages name it, too.
 *
 * @param row - its strings are cut off where they are long
 */
export function shownValues<Row extends { id: string }>(row: Row): Row {
  const shown = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === "string" && name !== "id" && name !== "unreadable" ? displayValue(value) : value,
  ]);
  return Object.fromEntries(shown) as Row;
}

function measured(text: string): Cell {
  const width = text.length > MAX_MEASURED_LENGTH ? MAX_MEASURED_LENGTH : stringWidth(text);
  return { text, width: width > MAX_PADDED_WIDTH ? 0 : width };
}

function isPadded({ text, width }: Cell): boolean {
  return width > 0 || text === "";
}
