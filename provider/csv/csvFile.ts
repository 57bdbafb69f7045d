import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { CsvError } from "./csvError";

/** One row of a CSV file. */
export interface CsvRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** One for each column. */
  readonly cells: readonly string[];
}

const LINE_ENDS = ["\r\n", "\n", "\r"];

/**
 * Reads a CSV file as spreadsheets write it: in UTF-8 with or without a byte order mark, with commas or semicolons.
 *
 * @returns the headings, and the rows that are not empty
 * @throws CsvError where it is missing, not UTF-8, not well-formed, or where a row has more cells than there are headings
 */
export function readCsvFile(file: string): { headings: string[]; rows: CsvRow[] } {
  const text = decoded(readBytes(file), file);
  const [first, ...rows] = records(text, file).map(({ record, info: { lines } }) => ({
    line: lines - lineEndsIn(record),
    cells: record,
  }));
  if (first === undefined) {
    throw new CsvError(file, [{ line: 1, reason: "is empty: write the names of the columns into the first line" }]);
  }
  const headings = first.cells.map((heading) => heading.trim());
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const mistakes = filled
    .filter(({ cells }) => cells.slice(headings.length).some((cell) => cell !== ""))
    .map(({ line, cells }) => ({
      line,
      reason: `has ${cells.length} cells, but there are ${headings.length} columns. A cell with a comma, a semicolon or a quote must be in quotes`,
    }));
  if (mistakes.length > 0) {
    throw new CsvError(file, mistakes);
  }
  return {
    headings,
    rows: filled.map(({ line, cells }) => ({ line, cells: headings.map((_, at) => cells[at] ?? "") })),
  };
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CsvError(file, [{ line: 1, reason: `the file cannot be read (${code})` }]);
  }
}

function decoded(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CsvError(file, [
      { line: 1, reason: 'the file is not UTF-8. In Excel, save it as "CSV UTF-8 (comma delimited)"' },
    ]);
  }
}

function records(text: string, file: string): { record: string[]; info: { lines: number } }[] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (error) {
    // The library's own message quotes cells.
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1;
    throw new CsvError(file, [
      { line, reason: "a quote is not closed, or a cell has a quote without being in quotes" },
    ]);
  }
}

/** Excel writes the list separator of the system, which is a semicolon where the comma is the decimal sign. */
function delimiterOf(text: string): "," | ";" {
  const [firstLine = ""] = text.split(/[\r\n]/, 1);
  return firstLine.split(";").length > firstLine.split(",").length ? ";" : ",";
}

function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}
