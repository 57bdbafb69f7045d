import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import setUp from "../../support/engineSetup";
import type { CliRun } from "../../support/pulumiCli";
import { startPulumi } from "../../support/pulumiCli";
import { filesBelow } from "./filesBelow";
import type { Installation } from "./installation";
import { ROOT } from "./tarball";

/** A stack of an example that runs with the installed package, and with a backend of files. */
export class ExampleStack {
  /** What Pulumi keeps for it. */
  readonly #folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-example-"));
  readonly #printed: string[] = [];

  private constructor(
    /** The folder with Pulumi.yaml. */
    readonly project: string,
  ) {
    for (const name of ["backend", "home", "tmp"]) {
      mkdirSync(join(this.#folder, name));
    }
  }

  /** Copies an example to where the package is installed, and makes a stack of it. */
  static async ofExample(installation: Installation, name: string): Promise<ExampleStack> {
    const project = join(installation.folder, "examples", name);
    cpSync(join(ROOT, "examples", name), project, { recursive: true, filter: isOfTheExample });
    return ExampleStack.#start(project);
  }

  /** The project of the repository's own Pulumi.yaml. The examples must be there. */
  static async ofRepository(installation: Installation): Promise<ExampleStack> {
    cpSync(join(ROOT, "Pulumi.yaml"), join(installation.folder, "Pulumi.yaml"));
    return ExampleStack.#start(installation.folder);
  }

  static async #start(project: string): Promise<ExampleStack> {
    setUp();
    const stack = new ExampleStack(project);
    await stack.mustRun("stack", "init", "trial");
    return stack;
  }

  async run(...args: string[]): Promise<CliRun> {
    const temporary = join(this.#folder, "tmp");
    const environment = {
      PULUMI_BACKEND_URL: pathToFileURL(join(this.#folder, "backend")).href,
      PULUMI_HOME: join(this.#folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
    };
    const flags = ["--non-interactive", "--color", "never"];
    const run = await startPulumi([...args, ...flags], this.project, environment).finished;
    if (!args.includes("--show-secrets")) {
      this.#printed.push(run.output);
    }
    return run;
  }

  /** Runs a command that must end well. */
  async mustRun(...args: string[]): Promise<CliRun> {
    const run = await this.run(...args);
    if (run.code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${run.code}: ${run.output}`);
    }
    return run;
  }

  /** Every place in which a secret stands in clear text: among what was printed, or in a file of Pulumi's or the project's. */
  placesOf(secrets: readonly string[]): string[] {
    const settings = join(this.project, "Pulumi.trial.yaml");
    const files = filesBelow(this.#folder).map((file) => join(this.#folder, file));
    const texts = [...this.#printed, ...[settings, ...files].map((file) => `${file}: ${readFileSync(file, "utf8")}`)];
    return secrets.flatMap((secret) => texts.filter((text) => text.includes(secret)));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    rmSync(join(this.project, "Pulumi.trial.yaml"), { force: true });
  }
}

/** Not what somebody who tried the example in the repository has there. */
function isOfTheExample(path: string): boolean {
  const name = basename(path);
  return name !== "node_modules" && !/^Pulumi\..+\.yaml$/.test(name);
}
