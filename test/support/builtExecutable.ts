import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..");
const MAKE = pathToFileURL(join(ROOT, "scripts", "executable", "makeExecutable.mjs")).href;

/** The plugin as one file that needs no Node, in a folder of its own. */
export class BuiltExecutable {
  private constructor(
    readonly folder: string,
    readonly executable: string,
    readonly archive: string,
  ) {}

  /** As `npm run executable` makes it. */
  static async make(): Promise<BuiltExecutable> {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-executable-"));
    const program = `
      import { makeExecutable } from ${JSON.stringify(MAKE)};
      const [root, out] = ${JSON.stringify([ROOT, join(folder, "made")])};
      console.log(JSON.stringify(await makeExecutable(root, out, new AbortController().signal)));
    `;
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
      const { executable, archive } = JSON.parse(stdout) as { executable: string; archive: string };
      return new BuiltExecutable(folder, executable, archive);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
