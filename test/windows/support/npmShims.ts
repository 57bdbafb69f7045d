import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WindowsFolder } from "./windowsFolder";
import { IS_WINE } from "./windowsTools";

/** npm's own library. It has no types. */
const cmdShim = require("cmd-shim") as (from: string, to: string) => Promise<void>;

const BINARIES = { "pulumi-ozeki": "cli/main.js", "pulumi-resource-ozeki": "plugin/pulumi-resource-ozeki" };

/** A name of a folder that these files can handle: they set a variable to it without quotes, so that `&` ends the command. */
export const SHIM_FOLDER = "Büro (főnök) 日本";

/**
 * By this npm's file spares the user the question "Terminate batch job (Y/N)?" after Ctrl-C. Wine's cmd ends a batch file at a `goto`
 * to a label that is not there, where that of Windows goes on after `||`.
 */
const CLOSE_BATCH = "endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & ";

/**
 * Writes the `.cmd` files of the package as npm does on Windows.
 *
 * @returns their folder
 */
export async function writeNpmShims(folder: WindowsFolder): Promise<string> {
  const bin = folder.file("node_modules", ".bin");
  mkdirSync(bin, { recursive: true });
  for (const [name, file] of Object.entries(BINARIES)) {
    await cmdShim(folder.file("node_modules", "pulumi-ozeki", "dist", ...file.split("/")), join(bin, name));
    if (IS_WINE) {
      const shim = join(bin, `${name}.cmd`);
      writeFileSync(shim, readFileSync(shim, "utf8").replace(CLOSE_BATCH, ""));
    }
  }
  return bin;
}
