/**
 * Where a spreadsheet may take text for a formula: at the start of a cell, with the marks before it that make it text. A cell may begin
 * after any separator or quote: a spreadsheet that splits lines at semicolons reads the quotes of a cell after a comma as text. In some
 * languages full-width signs begin a formula, too.
 */
const FORMULA = /(?<=^|[,;|\t\r\n"])'*[=+\-@＝＋－＠]|^'*[\t\r\n]/gu;
/** The mark that {@link toCell} wrote there. */
const MARK = /(?<=^|[,;|\t\r\n"])'(?='*[=+\-@＝＋－＠])|^'(?='*[\t\r\n])/gu;

/**
 * A value as a cell that no spreadsheet takes for a formula: names come from the PBX, and a cell such as `=HYPERLINK(…)` would
 * run on the machine of the administrator who opens the file. The file has every cell in quotes.
 */
export function toCell(value: string): string {
  return value.replace(FORMULA, "'$&");
}

/** The value of a cell that {@link toCell} wrote. */
export function fromCell(cell: string): string {
  return cell.replace(MARK, "");
}
