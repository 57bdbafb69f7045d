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
 * @param cut - the headings of columns that a narrow window may cut off. Never those that a user copies or types
 * @throws CommandFailed where the user has ended the command
 */
export async function printTable(
  terminal: Terminal,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  cut: readonly string[] = [],
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
  await printLines(terminal, tableLines(headings, lines, { columns: terminal.window()?.columns, cut }));
}

/** A row, with control characters escaped. */
export function measuredRow(row: readonly string[]): Cell[] {
  return row.map((text) => measured(escapeControlChars(text)));
}

/** Where a table has to fit in. */
interface Fit {
  /** The width of the window; undefined where the output goes elsewhere: then no cell is cut off. */
  readonly columns: number | undefined;
  /** See {@link printTable}. */
  readonly cut: readonly string[];
}

/** The lines that {@link printTable} prints. */
export function* tableLines(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  fit: Fit = { columns: undefined, cut: [] },
): Iterable<string> {
  const lines = [headings.map(measured), ...rows];
  const widths = headings.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, cells[column]?.width ?? 0), 0),
  );
  const limits = cutWidths(headings, lines, widths, fit);
  for (const cells of lines) {
    yield cells
      .map((cell, column) => {
        const limit = limits[column] ?? Number.POSITIVE_INFINITY;
        const { text, width } = isPadded(cell) && cell.width <= limit ? cell : cutCell(cell, limit);
        return isPadded({ text, width }) ? text + " ".repeat(Math.min(widths[column] ?? width, limit) - width) : text;
      })
      .join("  ")
      .trimEnd();
  }
}

/**
 * How wide each column may be: all that may be cut off get the same limit, the widest that lets the table fit in. No heading is
 * cut off.
 */
function cutWidths(
  headings: readonly string[],
  lines: readonly (readonly Cell[])[],
  widths: readonly number[],
  { columns, cut }: Fit,
): number[] {
  const isCut = headings.map((heading) => columns !== undefined && cut.includes(heading));
  const wanted = widths.map((width, column) =>
    isCut[column] && lines.some((cells) => !isPadded(cells[column] ?? measured(""))) ? MAX_PADDED_WIDTH : width,
  );
  const limitsFor = (limit: number) =>
    headings.map((heading, column) => (isCut[column] ? Math.max(limit, heading.length) : Number.POSITIVE_INFINITY));
  const total = (limits: readonly number[]) =>
    wanted.reduce((sum, width, column) => sum + Math.min(width, limits[column] ?? width) + 2, -2);
  let limit = MAX_PADDED_WIDTH;
  while (columns !== undefined && limit > 0 && total(limitsFor(limit)) > columns) {
    limit -= 1;
  }
  return limitsFor(limit);
}

/** A cell that ends with an ellipsis where it is wider than a limit. */
function cutCell(cell: Cell, limit: number): Cell {
  if (!Number.isFinite(limit)) {
    return cell;
  }
  let text = "";
  let width = 1;
  // A line of the window has no room for more.
  for (const character of cell.text.slice(0, MAX_MEASURED_LENGTH)) {
    width += stringWidth(character);
    if (width > limit) {
      break;
    }
    text += character;
  }
  return measured(`${text}…`);
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
