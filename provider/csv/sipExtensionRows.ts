import { suggestionFor } from "../api/suggestion";
import type { SipExtensionArgs } from "../resources/sipExtension";
import type { Property } from "../types/propertyTable";
import { sipExtension } from "../types/sipExtension/sipExtensionType";
import { sipExtensionTable } from "../types/sipExtension/table";
import { fromCell } from "./cells";
import type { CsvMistake } from "./csvError";
import { CsvError } from "./csvError";
import type { CsvRow } from "./csvFile";
import { readCsvFile } from "./csvFile";

/** A row of a CSV file, as a program passes it to `new SipExtension(name, args, { protect })`. */
export interface SipExtensionRow {
  /** The name of the resource: the column `name`, or else the ID. */
  name: string;
  /** What the row declares. An empty cell declares nothing, so the property has its default. */
  args: SipExtensionArgs & { extensionId: string; userId: string; connection?: string };
  /**
   * Whether Pulumi refuses to delete the extension: the column `protect`.
   *
   * @default true
   */
  protect: boolean;
  /** The line of the file on which the row begins, from 1. */
  line: number;
}

/** Columns that are not properties of the extension. */
const ofResource = { name: "string", protect: "boolean" } as const;

/** How spreadsheets write a long number that they have changed. */
const SHORTENED_NUMBER = /^\d([.,]\d+)?E\+?\d+$/i;

/** A column of the file, and where its cells go. */
interface Column {
  readonly heading: string;
  readonly goesTo: "resource" | "property" | "elements";
  readonly type: Property["type"];
}

/** See `readSipExtensions`. @throws CsvError with all mistakes of the file */
export function sipExtensionRows(file: string): SipExtensionRow[] {
  const { headings, rows } = readCsvFile(file);
  const columns = headings.map(columnOf);
  const inHeadings = headingMistakes(headings);
  if (inHeadings.length > 0) {
    throw new CsvError(file, inHeadings);
  }
  const read = rows.map((row) => readRow(row, columns));
  const mistakes = [...read.flatMap((row) => row.mistakes), ...duplicates(read)];
  if (mistakes.length > 0) {
    throw new CsvError(
      file,
      mistakes.sort((one, other) => one.line - other.line),
    );
  }
  return read.map(({ row }) => row);
}

function columnOf(heading: string): Column {
  if (Object.hasOwn(ofResource, heading)) {
    return { heading, goesTo: "resource", type: ofResource[heading as keyof typeof ofResource] };
  }
  return Object.hasOwn(sipExtensionTable, heading)
    ? { heading, goesTo: "property", type: sipExtensionTable[heading as keyof typeof sipExtensionTable].type }
    : { heading, goesTo: "elements", type: "string" };
}

function headingMistakes(headings: readonly string[]): CsvMistake[] {
  const known = [...Object.keys(sipExtensionTable).filter((name) => name !== "elements"), ...Object.keys(ofResource)];
  const required = Object.entries(sipExtensionTable).flatMap(([name, property]) =>
    "required" in property && !headings.includes(name) ? [{ line: 1, reason: `the column ${name} is missing` }] : [],
  );
  const seen = new Set<string>();
  const wrong = headings.flatMap((heading): CsvMistake[] => {
    const fail = (reason: string) => [{ line: 1, column: JSON.stringify(heading), reason }];
    if (heading === "") {
      return fail("has no name");
    }
    if (seen.has(heading)) {
      return fail("is there twice");
    }
    seen.add(heading);
    if (heading === "elements") {
      return fail("cannot be used: add a column for each element, by the PBX's own name for it");
    }
    if (known.includes(heading)) {
      return [];
    }
    const meant = suggestionFor(heading, known);
    const refused = sipExtension.rules.properties.elements?.({ [heading]: "" });
    return meant !== undefined
      ? fail(`is not a property. Did you mean ${meant}?`)
      : refused === undefined
        ? []
        : fail(refused);
  });
  return [...required, ...wrong];
}

interface ReadRow {
  row: SipExtensionRow;
  mistakes: CsvMistake[];
}

function readRow({ line, cells }: CsvRow, columns: readonly Column[]): ReadRow {
  const args: Record<string, unknown> = {};
  const elements: Record<string, string> = {};
  const resource: { name?: string; protect?: boolean } = {};
  const mistakes: CsvMistake[] = [];
  for (const [at, { heading, goesTo, type }] of columns.entries()) {
    const cell = fromCell(cells[at] ?? "");
    if (cell === "" && !isRequired(heading)) {
      continue;
    }
    const value = type === "boolean" ? booleanOf(cell) : cell;
    const reason = value === undefined ? "must be true or false" : problemWith(heading, goesTo, value);
    if (reason !== undefined) {
      mistakes.push({ line, column: heading, reason });
    } else if (goesTo === "elements") {
      elements[heading] = cell;
    } else {
      (goesTo === "resource" ? resource : args)[heading as "name"] = value as string;
    }
  }
  const { name = String(args.extensionId), protect = true } = resource;
  const given = { ...args, ...(Object.keys(elements).length > 0 && { elements }) };
  return { row: { line, name, protect, args: given as unknown as SipExtensionRow["args"] }, mistakes };
}

function isRequired(name: string): boolean {
  return Object.entries(sipExtensionTable).some(([property, entry]) => property === name && "required" in entry);
}

function problemWith(heading: string, goesTo: Column["goesTo"], value: unknown): string | undefined {
  if (heading === "extensionId" && SHORTENED_NUMBER.test(String(value))) {
    return "was changed by the spreadsheet: format the column as text, and enter the number again";
  }
  const { properties } = sipExtension.rules;
  return goesTo === "property"
    ? properties[heading]?.(value)
    : goesTo === "elements"
      ? properties.elements?.({ [heading]: value })
      : undefined;
}

/** Excel writes TRUE and FALSE. */
function booleanOf(cell: string): boolean | undefined {
  const text = cell.trim().toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** Two rows for one extension, or for one resource name. */
function duplicates(rows: readonly ReadRow[]): CsvMistake[] {
  const lineOfId = new Map<string, number>();
  const lineOfName = new Map<string, number>();
  const identified = rows.filter(({ row }) => (row.args.extensionId as string | undefined) !== undefined);
  return identified.flatMap(({ row: { args, name, line } }) => {
    const id = JSON.stringify([args.connection, args.extensionId]);
    const found = [
      { column: "extensionId", before: lineOfId.get(id) },
      { column: "name", before: lineOfName.get(name) },
    ].find(({ before }) => before !== undefined);
    lineOfId.set(id, line);
    lineOfName.set(name, line);
    return found === undefined
      ? []
      : [{ line, column: found.column, reason: `is the same as in line ${found.before}: change one of the two` }];
  });
}
