import type { SipExtensionRow } from "./sipExtensionRows";

/**
 * Reads SIP extensions from a CSV file, as a spreadsheet writes it: one row for each extension.
 *
 * The first line has the names of the columns: `extensionId`, `userId` and any other property of {@link SipExtensionArgs};
 * `name` (of the resource) and `protect`; every further column is an element of the PBX's ConfigXML, by the PBX's own name for
 * it, such as `Codec`. An empty cell declares nothing. The file is in UTF-8, with commas or semicolons; leading zeros stay.
 *
 * @param file - its path, relative to the folder of the program
 * @returns the rows, in their order
 * @throws CsvError (a RunError of Pulumi) naming line and column of every mistake; then nothing is registered
 * @example
 * for (const { name, args, protect } of readSipExtensions("extensions.csv")) {
 *   new SipExtension(name, args, { protect });
 * }
 */
export function readSipExtensions(file: string): SipExtensionRow[] {
  // Loaded where it is used: most programs read no file.
  const { sipExtensionRows } = require("./sipExtensionRows") as typeof import("./sipExtensionRows");
  return sipExtensionRows(file);
}
