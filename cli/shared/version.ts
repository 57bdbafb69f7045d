import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version of this package. Its package.json lies one folder above the sources and two above what is built. */
export function version(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json"))) {
    folder = dirname(folder);
  }
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}
