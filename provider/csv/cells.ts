/** What a spreadsheet takes for a formula, with the marks before it that make it text. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED_FORMULA = /^'+[=+\-@\t\r]/;

/**
 * A value as a cell that no spreadsheet takes for a formula: names come from the PBX, and a cell such as `=HYPERLINK(…)` would
 * run on the machine of the administrator who opens the file.
 */
export function toCell(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value;
}

/** The value of a cell that {@link toCell} wrote. */
export function fromCell(cell: string): string {
  return MARKED_FORMULA.test(cell) ? cell.slice(1) : cell;
}
