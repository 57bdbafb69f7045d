import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The files below a folder whose names end so, as paths relative to it with slashes. */
export function filesBelow(folder: string, ending = ""): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
