import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBelow } from "./filesBelow";
import type { Finished } from "./finished";
import { finished } from "./finished";
import { ROOT, Tarball } from "./tarball";

/** What a program has beside this package: in the versions that are installed here, so that npm finds them in its cache. */
const BESIDE = ["@pulumi/pulumi", "typescript", "@types/node", "uqr"];

/** The packed package, installed in an empty folder far from this repository. */
export class Installation {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Installation> {
    // Node says the real path of what it loads, and macOS has its temporary folder behind a link.
    const installation = new Installation(realpathSync(mkdtempSync(join(tmpdir(), "pulumi-ozeki-install-"))));
    const tarball = await Tarball.pack();
    try {
      installation.write("package.json", JSON.stringify({ name: "user-project", private: true }));
      const packages = [tarball.file, ...BESIDE.map((name) => `${name}@${installedVersion(name)}`)];
      const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
      // For what is not in npm's cache: see jest.config.js.
      const environment = { NODE_EXTRA_CA_CERTS: process.env.PULUMI_OZEKI_TEST_CA_CERTS };
      const install = ["install", ...flags, ...packages];
      const { code, output } = await finished("npm", install, installation.folder, environment);
      if (code !== 0) {
        throw new Error(`npm install failed: ${output}`);
      }
      return installation;
    } catch (error) {
      installation.remove();
      throw error;
    } finally {
      tarball.remove();
    }
  }

  /** Where the package itself is. */
  get packageFolder(): string {
    return join(this.folder, "node_modules", "pulumi-ozeki");
  }

  /** The package's own files whose names end so. */
  packageFiles(ending: string): string[] {
    return filesBelow(join(this.packageFolder, "dist"), ending).map((file) => join(this.packageFolder, "dist", file));
  }

  /** Writes a file, and returns its path. */
  write(name: string, content: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  run(command: string, ...args: string[]): Promise<Finished> {
    return finished(command, args, this.folder);
  }

  /** Runs a program of one file, and returns what it printed as JSON. */
  async result(name: string, program: string): Promise<unknown> {
    const { code, output, stdout } = await this.run(process.execPath, this.write(name, program));
    if (code !== 0) {
      throw new Error(output);
    }
    return JSON.parse(stdout);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function installedVersion(name: string): string {
  const file = join(ROOT, "node_modules", ...name.split("/"), "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
