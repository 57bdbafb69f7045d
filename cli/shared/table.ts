import Table from "cli-table3";
import { escapeControlChars } from "../../provider/api/display";

const NO_BORDER = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/**
 * Rows under headings, in columns as wide as their content.
 *
 * @param rows - text of the PBX: control characters in it are shown and not obeyed
 */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({ chars: NO_BORDER, style: { head: [], border: [], "padding-left": 0, "padding-right": 0 } });
  made.push([...headings], ...rows.map((row) => row.map(escapeControlChars)));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
