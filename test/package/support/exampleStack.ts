import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import setUp from "../../support/engineSetup";
import { PASSPHRASE } from "../../support/newStack";
import type { CliRun } from "../../support/pulumiCli";
import { startPulumi } from "../../support/pulumiCli";
import { FileBackend } from "../../support/stackBackend";
import { StackSettings } from "../../support/stackSettings";
import { filesBelow } from "./filesBelow";
import type { Installation } from "./installation";
import { ROOT } from "./tarball";

/** The folders whose program was compiled with its types checked: the first command does that, and the next ones need not. */
const checked = new Set<string>();

/** A stack of an example, with the installed package and a backend of files. */
export class ExampleStack {
  /** The configuration. A key without a project before the colon is one of the example's own. */
  readonly settings: StackSettings;
  /** What Pulumi stores for it. */
  readonly #folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-example-"));
  readonly #backend = new FileBackend(join(this.#folder, "backend"));
  readonly #printed: string[] = [];

  private constructor(
    /** The folder with Pulumi.yaml. */
    readonly folder: string,
  ) {
    for (const name of ["home", "tmp"]) {
      mkdirSync(join(this.#folder, name));
    }
    setUp();
    const [, project = ""] = /^name: (.*)$/m.exec(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) ?? [];
    this.settings = new StackSettings(this.#settingsFile, project);
    this.settings.create(this.#backend.writeNewStack(project, "trial"));
  }

  /** Copies an example to where the package is installed, and creates a stack of it. */
  static ofExample(installation: Installation, name: string): ExampleStack {
    const project = join(installation.folder, "examples", name);
    cpSync(join(ROOT, "examples", name), project, { recursive: true, filter: isOfTheExample });
    return new ExampleStack(project);
  }

  /** A stack of the repository's own Pulumi.yaml. The examples must be there. */
  static ofRepository(installation: Installation): ExampleStack {
    cpSync(join(ROOT, "Pulumi.yaml"), join(installation.folder, "Pulumi.yaml"));
    return new ExampleStack(installation.folder);
  }

  async run(...args: string[]): Promise<CliRun> {
    const temporary = join(this.#folder, "tmp");
    const environment = {
      PULUMI_BACKEND_URL: this.#backend.url,
      PULUMI_HOME: join(this.#folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_STACK: "trial",
      ...(checked.has(this.folder) && { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
      NODE_OPTIONS: `--require ${JSON.stringify(join(ROOT, "test", "support", "inspectErrors.cjs"))}`,
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
    };
    checked.add(this.folder);
    const flags = ["--non-interactive", "--color", "never"];
    const run = await startPulumi([...args, ...flags], this.folder, environment).finished;
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

  /** Every place in which a secret is in clear text: among what was printed, or in a file of Pulumi's or the project's. */
  placesOf(secrets: readonly string[]): string[] {
    const files = filesBelow(this.#folder).map((file) => join(this.#folder, file));
    const texts = [
      ...this.#printed,
      ...[this.#settingsFile, ...files].map((file) => `${file}: ${readFileSync(file, "utf8")}`),
    ];
    return secrets.flatMap((secret) => texts.filter((text) => text.includes(secret)));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    rmSync(this.#settingsFile, { force: true });
  }

  get #settingsFile(): string {
    return join(this.folder, "Pulumi.trial.yaml");
  }
}

/** Not what a user who tried the example in the repository has there. */
function isOfTheExample(path: string): boolean {
  const name = basename(path);
  return name !== "node_modules" && !/^Pulumi\..+\.yaml$/.test(name);
}
