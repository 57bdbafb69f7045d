import { stringify } from "csv-stringify/sync";
import { toCell } from "../../../provider/csv/cells";
import { isRecord } from "../../../provider/secrets/properties";
import { byId } from "../../../provider/types/idOrder";
import { sipExtensionTable } from "../../../provider/types/sipExtension/table";
import { notDeclared } from "./program";
import { resourceName } from "./resourceName";
import { rowProperties } from "./rowProperties";
import type { Survey } from "./survey";

/** The list of an exported project with `--csv`. */
export const CSV_FILE = "extensions.csv";

/** Spreadsheets take a file for UTF-8 only with it. */
const BYTE_ORDER_MARK = "\uFEFF";

/** The program that declares what is in {@link CSV_FILE}: index.ts. */
export function csvProgram(survey: Survey): string {
  return [
    'import { readSipExtensions, SipExtension } from "pulumi-ozeki";',
    "",
    `// ${CSV_FILE} has one row for each SIP extension. The columns are the properties of SipExtension, \`name\` and \`protect\`; every further`,
    "// column is an element of the PBX. There is no password in it: each extension keeps the one that it has.",
    "// Pulumi does not delete a protected extension. To delete one, set `protect` to false, run `pulumi up`, remove the row, and run",
    "// `pulumi up` again.",
    `for (const { name, args, protect } of readSipExtensions(${JSON.stringify(CSV_FILE)})) {`,
    "  new SipExtension(name, args, { protect });",
    "}",
    ...notDeclared(survey, false),
    "",
  ].join("\n");
}

/** The rows of {@link CSV_FILE}: the columns that every list has, and those that some extension needs. */
export function csvRows({ phones }: Survey): string {
  const rows = [...phones].sort(byId).map(({ inputs }) => {
    const { elements, ...properties } = Object.fromEntries(rowProperties(sipExtensionTable, { ...inputs }));
    const name = resourceName(inputs.extensionId);
    return new Map<string, unknown>([
      ...Object.entries(properties),
      ...(name === inputs.extensionId ? [] : [["name", name] as const]),
      ...(isRecord(elements) ? Object.entries(elements) : []),
    ]);
  });
  const always = ["extensionId", "userId", "enabled"];
  const columns = [...new Set([...always, ...rows.flatMap((row) => [...row.keys()])])];
  const cells = rows.map((row) => columns.map((column) => cellOf(row.get(column))));
  // In quotes no separator counts, whichever the spreadsheet uses.
  return BYTE_ORDER_MARK + stringify([columns, ...cells], { record_delimiter: "windows", quoted: true });
}

function cellOf(value: unknown): string {
  return value === undefined ? "" : toCell(String(value));
}
