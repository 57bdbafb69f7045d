import stringWidth from "string-width";
import { escapeControlChars } from "../../provider/api/display";

/**
 * How far cells are padded, in columns. A longer cell moves the rest of its own row: padding all rows to it would print its
 * length once for each of them.
 */
const MAX_PADDED_WIDTH = 80;

/**
 * Rows under headings, in columns as wide as their content.
 *
 * @param rows - text of the PBX: control characters in it are shown and not obeyed
 */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map(escapeControlChars))].map((cells) =>
    cells.map((text) => ({ text, width: stringWidth(text) })),
  );
  const widths = headings.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, paddedWidth(cells[column]?.width ?? 0)), 0),
  );
  return lines
    .map((cells) =>
      cells
        .map(({ text, width }, column) => text + " ".repeat(Math.max(0, (widths[column] ?? width) - width)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function paddedWidth(width: number): number {
  return width > MAX_PADDED_WIDTH ? 0 : width;
}
