import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PASSPHRASE } from "./newStack";
import { processesIn } from "./processesIn";
import type { CliRun, RunningCli } from "./pulumiCli";
import { startOzeki, startPulumi } from "./pulumiCli";
import { secretForms } from "./secretForms";
import type { StackBackend, StateResource } from "./stackBackend";
import { FileBackend, filesBelow } from "./stackBackend";
import { until } from "./until";

/** Milliseconds between two looks at the process table. */
const LOOK_EVERY = 200;

const ROOT = join(__dirname, "..", "..");
const NATIVE_CLASSES = join(__dirname, "nativeClasses.cjs");
const LAZY_SDK = join(__dirname, "lazySdk.cjs");
const PLUGIN = join(ROOT, "dist", "plugin");
// JSON is YAML.
const WITH_PLUGIN = `plugins: { providers: [{ name: ozeki, path: ${JSON.stringify(PLUGIN)} }] }\n`;

/** How a stack of the tests is set up. */
export interface TestStackOptions {
  /** Configuration of the stack, such as `{"ozeki:url": …}`; written in plain text. */
  config?: Record<string, unknown>;
  /** The body of the program; `ozeki` and `pulumi` are at hand. */
  program?: string;
  /** Further variables for the CLI and the program: where marked passwords are planted. */
  environment?: NodeJS.ProcessEnv;
  /**
   * `native`: the same program over the plugin, with classes that send its resources to it. `yaml`: `program` is what
   * stands in Pulumi.yaml beside name, runtime and plugin.
   *
   * @default "dynamic"
   */
  adapter?: "dynamic" | "native" | "yaml";
  /**
   * `installed`: no file of the project names the plugin.
   *
   * @default "built"
   */
  plugin?: "built" | "installed";
  /** What stands on PATH; without it the folder of the CLI, and then all that stands on that of the tests. */
  path?: string;
  /** @default "test" */
  project?: string;
  /** Where the state is kept; a folder of the stack's own without it. */
  backend?: StackBackend;
  /** @default "dev" */
  name?: string;
}

/** A project with one stack in a folder of its own, without an account. */
export class TestStack {
  readonly folder: string;
  readonly backend: StackBackend;
  readonly #name: string;
  readonly #project: string;
  #adapter: "dynamic" | "native" | "yaml";
  readonly #plugin: "built" | "installed";
  readonly #printed: string[] = [];
  readonly #commandLines = new Set<string>();
  readonly environment: NodeJS.ProcessEnv;

  readonly #options: TestStackOptions;

  private constructor(options: TestStackOptions) {
    this.#options = options;
    this.folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-test-"));
    this.backend = options.backend ?? new FileBackend(join(this.folder, "backend"));
    this.#name = options.name ?? "dev";
    this.#project = options.project ?? "test";
    this.#adapter = options.adapter ?? "dynamic";
    this.#plugin = options.plugin ?? "built";
    mkdirSync(join(this.folder, "tmp"));
    this.environment = {
      PULUMI_BACKEND_URL: this.backend.url,
      ...this.backend.environment,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_STACK: this.#name,
      // The plugin as one file is a Node too, which would read this.
      ...(this.#plugin === "built" && { NODE_OPTIONS: withLazySdk() }),
      // The language host leaves folders behind in it.
      TMPDIR: join(this.folder, "tmp"),
      ...(options.path !== undefined && { PATH: options.path }),
      ...options.environment,
    };
  }

  /** Makes the folder, the program and the stack. */
  static async create(options: TestStackOptions = {}): Promise<TestStack> {
    const stack = new TestStack(options);
    stack.#linkPackages();
    if (stack.#adapter !== "yaml") {
      stack.writeFile("Pulumi.yaml", `${stack.#settings()}${stack.#adapter === "native" ? WITH_PLUGIN : ""}`);
    }
    stack.writeFile("package.json", JSON.stringify({ name: stack.#project, main: "index.js" }));
    stack.program(options.program ?? "");
    const encryptionsalt = stack.backend.writeNewStack?.(stack.#project, stack.#name);
    writeFileSync(stack.#settingsFile(), `${encryptionsalt ?? ""}\n`);
    stack.configure(options.config ?? {});
    if (encryptionsalt === undefined) {
      const init = await stack.pulumi(["stack", "init", stack.#name]);
      if (init.code !== 0) {
        throw new Error(`pulumi stack init failed: ${init.output}`);
      }
    }
    return stack;
  }

  /** The same stack in another folder, as a second administrator has it who cloned the project. */
  clone(): TestStack {
    const clone = new TestStack({ ...this.#options, backend: this.backend });
    clone.#linkPackages();
    for (const name of ["Pulumi.yaml", "package.json", "index.js", `Pulumi.${this.#name}.yaml`]) {
      copyFileSync(join(this.folder, name), join(clone.folder, name));
    }
    return clone;
  }

  #linkPackages(): void {
    this.#link("pulumi-ozeki", ROOT);
    this.#link("@pulumi/pulumi", join(ROOT, "node_modules", "@pulumi", "pulumi"));
  }

  #settingsFile(): string {
    return join(this.folder, `Pulumi.${this.#name}.yaml`);
  }

  /** Replaces the body of the program. */
  program(body: string): void {
    if (this.#adapter === "yaml") {
      const plugin = this.#plugin === "built" ? WITH_PLUGIN : "";
      this.writeFile("Pulumi.yaml", `name: ${this.#project}\nruntime: yaml\n${plugin}${body}\n`);
      return;
    }
    const library = this.#adapter === "native" ? NATIVE_CLASSES : "pulumi-ozeki";
    this.writeFile(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");\nconst ozeki = require(${JSON.stringify(library)});\nconst { SipExtension } = ozeki;\n${body}\n`,
    );
  }

  #settings(): string {
    return `name: ${this.#project}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`;
  }

  /** Makes this the stack of a program in YAML, over the plugin: what stands beside name, runtime and plugin. */
  useYaml(program: string): void {
    this.#adapter = "yaml";
    this.program(program);
  }

  /** Replaces the plain part of the stack's configuration; what is encrypted stays. */
  configure(config: Record<string, unknown>): void {
    const file = this.#settingsFile();
    let salt = "";
    try {
      salt = /^encryptionsalt: .*$/m.exec(readFileSync(file, "utf8"))?.[0] ?? "";
    } catch {
      // The stack is new.
    }
    // JSON is YAML.
    writeFileSync(file, `${salt}\nconfig: ${JSON.stringify(config)}\n`);
  }

  /** Writes a file of the project. */
  writeFile(name: string, content: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Starts a command in the project's folder. */
  start(args: readonly string[]): RunningCli {
    return this.#watched(
      startPulumi([...args, "--non-interactive", "--color", "never"], this.folder, this.environment),
    );
  }

  /** Sets a secret of the stack's configuration, encrypted. Its value comes by standard input: everybody can read a command line. */
  async setSecret(key: string, value: string): Promise<void> {
    const args = ["config", "set", "--secret", key, "--stack", this.#name, "--non-interactive"];
    const run = await this.#watched(startPulumi(args, this.folder, this.environment, value)).finished;
    if (run.code !== 0) {
      throw new Error(`pulumi config set --secret ${key} failed: ${run.output}`);
    }
  }

  /** Starts the command `pulumi-ozeki` in the project's folder. */
  startOzeki(args: readonly string[]): RunningCli {
    return this.#watched(startOzeki(args, this.folder, this.environment));
  }

  /** Remembers what a command prints, and how the processes that it starts look to everybody on the machine. */
  #watched(running: RunningCli): RunningCli {
    const look = setInterval(() => {
      for (const line of this.commandLines()) {
        this.#commandLines.add(line);
      }
    }, LOOK_EVERY);
    void running.finished.then(
      (run) => {
        clearInterval(look);
        this.#printed.push(run.output);
      },
      () => clearInterval(look),
    );
    return running;
  }

  /** Runs the command `pulumi-ozeki` in the project's folder to its end. */
  ozeki(args: readonly string[]): Promise<CliRun> {
    return this.startOzeki(args).finished;
  }

  /** Makes the project that `pulumi-ozeki export` wrote into a folder the one of this stack. */
  takeOver(exported: string): void {
    for (const name of readdirSync(exported)) {
      copyFileSync(join(exported, name), join(this.folder, name));
    }
    rmSync(join(this.folder, "index.js"), { force: true });
    for (const name of ["typescript", "@types/node"]) {
      this.#link(name, join(ROOT, "node_modules", name));
    }
  }

  /** Runs a command whose output is known to hold secrets: it is not searched for them. */
  pulumiUnsearched(args: readonly string[]): Promise<CliRun> {
    return startPulumi([...args, "--non-interactive", "--color", "never"], this.folder, this.environment).finished;
  }

  /** The command lines of the processes that run for this stack, as everybody on the machine can see them. */
  commandLines(): string[] {
    return processesIn(this.folder).flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        // It has ended.
        return [];
      }
    });
  }

  /** Runs a command in the project's folder to its end. */
  pulumi(args: readonly string[]): Promise<CliRun> {
    return this.start(args).finished;
  }

  /** Without the preview before it: what a preview does has tests of its own. */
  up(...args: string[]): Promise<CliRun> {
    return this.upWithPreview("--skip-preview", ...args);
  }

  upWithPreview(...args: string[]): Promise<CliRun> {
    return this.pulumi(["up", "--yes", "--stack", this.#name, ...args]);
  }

  preview(...args: string[]): Promise<CliRun> {
    return this.pulumi(["preview", "--stack", this.#name, "--diff", ...args]);
  }

  /** Without the preview before it. */
  refresh(...args: string[]): Promise<CliRun> {
    return this.pulumi(["refresh", "--yes", "--skip-preview", "--stack", this.#name, "--diff", ...args]);
  }

  /** The command that tells drift by its exit code and changes nothing. */
  driftGate(): Promise<CliRun> {
    return this.pulumi(["refresh", "--preview-only", "--expect-no-changes", "--stack", this.#name]);
  }

  /** Without the preview before it. */
  destroy(...args: string[]): Promise<CliRun> {
    return this.pulumi(["destroy", "--yes", "--skip-preview", "--stack", this.#name, ...args]);
  }

  /** The extensions of the state, whatever is pending among them. */
  extensions(): StateResource[] {
    const location = { folder: this.folder, environment: this.environment, project: this.#project, name: this.#name };
    return this.backend.resources(location).filter(({ type }) => /ozeki:(index:)?(Sip)?Extension$/.test(type));
  }

  /** The outputs of an extension of the state, by the name of its resource. */
  outputs(name: string): Record<string, unknown> {
    const found = this.extensions().find(
      ({ urn, delete: isPending }) => urn.endsWith(`::${name}`) && isPending !== true,
    );
    if (found?.outputs === undefined) {
      throw new Error(`the state has no extension ${name}`);
    }
    return found.outputs;
  }

  /** Waits until the state has an extension, by the name of its resource. */
  async waitForExtension(name: string): Promise<void> {
    await until(
      () => this.extensions().some(({ urn, outputs }) => urn.endsWith(`::${name}`) && outputs !== undefined),
      name,
    );
  }

  /** Waits until a command that is running has printed something. */
  async waitForOutput(running: RunningCli, text: string): Promise<void> {
    await until(() => running.output().includes(text), JSON.stringify(text));
  }

  /** Ends the CLI and what it started, at once and without a chance to tidy up. */
  async kill(running: RunningCli): Promise<void> {
    signalUnlessOver(running, running.pid, "SIGKILL");
    this.#endProcesses();
    await running.finished;
  }

  /** Ends the engine alone, at once: the provider's process is left behind, and may still finish a write. */
  async killEngine(running: RunningCli): Promise<void> {
    signalUnlessOver(running, running.pid, "SIGKILL");
    await running.finished;
  }

  /** What Ctrl-C does: the signal goes to the CLI and to all that it started. */
  interrupt(running: RunningCli): void {
    signalUnlessOver(running, -running.pid, "SIGINT");
  }

  /** Cuts the file of the state off, as an engine does that is killed while it writes it. */
  spoilState(): void {
    writeFileSync(this.#fileOfState(), "");
  }

  /** Puts the backup that the backend of files keeps in the place of the state, as the documentation says. */
  restoreBackup(): void {
    copyFileSync(`${this.#fileOfState()}.bak`, this.#fileOfState());
  }

  /** Empties the state, as if its backend had been lost. */
  async forget(): Promise<void> {
    for (const { urn } of this.extensions()) {
      const { code, output } = await this.pulumi(["state", "delete", urn, "--yes", "--force"]);
      if (code !== 0) {
        throw new Error(output);
      }
    }
  }

  /**
   * Every place in which a secret stands in clear text, in whatever form: among what was printed, in the process table while
   * a command ran, in a file of project, state, history, plans or temporary files, or in an import file that was left.
   */
  placesOf(secrets: readonly string[]): string[] {
    const forms = secrets.flatMap((secret) => secretForms(secret).map((form) => [secret, form] as const));
    const found: string[] = [];
    const look = (where: string, text: string) => {
      for (const [secret, form] of forms) {
        if (text.includes(form)) {
          found.push(`${secret} in ${where}`);
        }
      }
    };
    for (const output of this.#printed) {
      look(`what was printed: ${output}`, output);
    }
    for (const line of this.#commandLines) {
      look(`the process table: ${line}`, line);
    }
    // Commands have their temporary files in the folder, too.
    for (const file of filesBelow(this.folder)) {
      look(file, readFileSync(file, "utf8"));
    }
    for (const [where, text] of this.backend.stored()) {
      look(where, text);
    }
    return [...new Set(found)];
  }

  #fileOfState(): string {
    if (!(this.backend instanceof FileBackend)) {
      throw new Error(`${this.backend.url} keeps no state files`);
    }
    return this.backend.stateFile(this.#project, this.#name);
  }

  /** Removes the folder. */
  remove(): void {
    this.#endProcesses();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends what runs in this folder still, such as the provider's process of an engine that was killed. */
  #endProcesses(): void {
    for (const pid of processesIn(this.folder)) {
      process.kill(pid, "SIGKILL");
    }
  }

  #link(name: string, target: string): void {
    const link = join(this.folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, "junction");
  }
}

function withLazySdk(): string {
  return [process.env.NODE_OPTIONS, `--require ${JSON.stringify(LAZY_SDK)}`].filter(Boolean).join(" ");
}

/** A command that has just ended by itself needs no signal. */
function signalUnlessOver(running: RunningCli, pid: number, signal: NodeJS.Signals): void {
  if (!running.isOver()) {
    process.kill(pid, signal);
  }
}
