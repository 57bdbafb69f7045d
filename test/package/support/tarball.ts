import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { finished } from "./finished";

/** The folder of the repository. */
export const ROOT = resolve(__dirname, "..", "..", "..");

/** The package as `npm publish` would send it. */
export class Tarball {
  private constructor(
    readonly file: string,
    /** What is in it, with the permissions of each file. */
    readonly files: ReadonlyMap<string, number>,
  ) {}

  /** Packs the package. npm calls its build first. */
  static async pack(): Promise<Tarball> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-pack-"));
    const { code, output, stdout } = await finished("npm", ["pack", "--json", "--pack-destination", folder], ROOT);
    if (code !== 0) {
      throw new Error(`npm pack failed: ${output}`);
    }
    // npm prints the script that it runs first, to standard output as well.
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as [
      { filename: string; files: { path: string; mode: number }[] },
    ];
    return new Tarball(join(folder, packed.filename), new Map(packed.files.map(({ path, mode }) => [path, mode])));
  }

  remove(): void {
    rmSync(dirname(this.file), { recursive: true, force: true });
  }
}
