import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..", "..");
/** Spaces, and letters of which no code page of Windows has both. */
export const ODD_NAME = "Büro (főnök) 日本 & Co";

/**
 * A temporary folder, in which the package is installed.
 *
 * Wine does not follow the links of this system when it asks for the real path of a file. So what the package imports is found
 * in the folder above, and not in the one that a link points to.
 */
export class WindowsFolder {
  readonly #parent: string;
  /** Its path, with a name that is hard to handle. */
  readonly path: string;

  constructor(name = ODD_NAME) {
    this.#parent = mkdtempSync(join(tmpdir(), "pulumi-ozeki-windows-"));
    this.path = join(this.#parent, name);
    const installed = join(this.path, "node_modules", "pulumi-ozeki");
    mkdirSync(installed, { recursive: true });
    copyFileSync(join(ROOT, "package.json"), join(installed, "package.json"));
    symlinkSync(join(ROOT, "dist"), join(installed, "dist"), "junction");
    symlinkSync(join(ROOT, "node_modules"), join(this.#parent, "node_modules"), "junction");
  }

  /** The entry point of the command `pulumi-ozeki`. */
  get command(): string {
    return join(this.path, "node_modules", "pulumi-ozeki", "dist", "cli", "main.js");
  }

  /** The folder of the native plugin. */
  get plugin(): string {
    return join(this.path, "node_modules", "pulumi-ozeki", "dist", "plugin");
  }

  /** A file in it. */
  file(...names: string[]): string {
    return join(this.path, ...names);
  }

  remove(): void {
    // A program that was killed may hold a file open a moment longer.
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
