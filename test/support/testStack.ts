import { join } from "node:path";
import { PASSPHRASE } from "./newStack";
import type { CliRun, RunningCli } from "./pulumiCli";
import { startNode, startOzeki, startPulumi } from "./pulumiCli";
import { SecretSearch } from "./secretSearch";
import type { StackBackend, StateResource } from "./stackBackend";
import { FileBackend } from "./stackBackend";
import { commandLines, killEngine, killProcessesIn } from "./stackProcesses";
import type { ProjectKind } from "./stackProject";
import { StackProject } from "./stackProject";
import { StackSettings } from "./stackSettings";
import { until } from "./until";

const LAZY_SDK = join(__dirname, "lazySdk.cjs");
const FLAGS = ["--non-interactive", "--color", "never"];

/** How a stack of the tests is set up. */
export interface TestStackOptions {
  /** Configuration of the stack, such as `{"ozeki:url": …}`, in plain text. */
  config?: Record<string, unknown>;
  /** The body of the program: see {@link StackProject.writeProgram}. */
  program?: string;
  /** Further variables for the CLI and the program: where marked passwords are planted. */
  environment?: NodeJS.ProcessEnv;
  /** @default "dynamic" */
  adapter?: ProjectKind;
  /**
   * `installed`: no file of the project names the plugin.
   *
   * @default "built"
   */
  plugin?: "built" | "installed";
  /** The value of PATH. Without it: the folder of the CLI, and then the PATH of the tests. */
  path?: string;
  /** @default "test" */
  project?: string;
  /** Where the state is kept. Without it: a folder of the stack's own. */
  backend?: StackBackend;
  /** @default "dev" */
  name?: string;
}

/** A project with one stack in a folder of its own, without an account, and the commands that run on it. */
export class TestStack {
  readonly backend: StackBackend;
  readonly environment: NodeJS.ProcessEnv;
  readonly #options: TestStackOptions;
  readonly #name: string;
  readonly #project: StackProject;
  readonly #settings: StackSettings;
  readonly #search: SecretSearch;

  private constructor(options: TestStackOptions) {
    this.#options = options;
    this.#name = options.name ?? "dev";
    this.#project = new StackProject({ name: options.project, kind: options.adapter, plugin: options.plugin });
    this.#settings = new StackSettings(join(this.folder, `Pulumi.${this.#name}.yaml`), this.#project.name);
    this.#search = new SecretSearch(this.folder);
    this.backend = options.backend ?? new FileBackend(join(this.folder, "backend"));
    this.environment = {
      PULUMI_BACKEND_URL: this.backend.url,
      ...this.backend.environment,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_STACK: this.#name,
      // The plugin as one file contains a Node.js, which would read this.
      ...(options.plugin !== "installed" && { NODE_OPTIONS: withLazySdk() }),
      // The language host leaves folders in it.
      TMPDIR: join(this.folder, "tmp"),
      // So that provider processes use it, too.
      XDG_RUNTIME_DIR: "",
      ...(options.path !== undefined && { PATH: options.path }),
      ...options.environment,
    };
  }

  /** Creates the folder, the program and the stack. */
  static async create(options: TestStackOptions = {}): Promise<TestStack> {
    const stack = new TestStack(options);
    stack.#project.create(options.program ?? "");
    const encryptionsalt = stack.backend.writeNewStack?.(stack.#project.name, stack.#name);
    if (encryptionsalt !== undefined) {
      stack.#settings.create(encryptionsalt);
    } else {
      const init = await stack.pulumi(["stack", "init", stack.#name]);
      if (init.code !== 0) {
        throw new Error(`pulumi stack init failed: ${init.output}`);
      }
    }
    stack.configure(options.config ?? {});
    return stack;
  }

  /** The same stack in another folder, as a second administrator has it who cloned the project. */
  clone(): TestStack {
    const clone = new TestStack({ ...this.#options, backend: this.backend });
    clone.#project.copyFrom(this.#project);
    clone.#settings.copyFrom(this.#settings);
    return clone;
  }

  /** The folder of the project. */
  get folder(): string {
    return this.#project.folder;
  }

  /** Replaces the body of the program: see {@link StackProject.writeProgram}. */
  program(body: string): void {
    this.#project.writeProgram(body);
  }

  /** Replaces the program by one in YAML, which uses the plugin. */
  useYaml(program: string): void {
    this.#project.useYaml(program);
  }

  /** Replaces the program by one that `pulumi-ozeki export` wrote into a folder. */
  useExported(folder: string): void {
    this.#project.useExported(folder);
  }

  /** From now on the types of a TypeScript program are not checked, which takes seconds: an earlier command has done that. */
  skipTypeCheck(): void {
    this.environment.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
  }

  /** Writes a file of the project. */
  writeFile(name: string, content: string): void {
    this.#project.writeFile(name, content);
  }

  /** Replaces the configuration of the stack; what is encrypted stays. */
  configure(config: Record<string, unknown>): void {
    this.#settings.configure(config);
  }

  /** Sets a secret of the stack's configuration, encrypted. */
  setSecret(key: string, value: string): void {
    this.#settings.setSecret(key, value);
  }

  /** Starts a command in the project's folder. */
  start(args: readonly string[]): RunningCli {
    return this.#search.watch(startPulumi([...args, ...FLAGS], this.folder, this.environment));
  }

  /** Runs a command in the project's folder to its end. */
  pulumi(args: readonly string[]): Promise<CliRun> {
    return this.start(args).finished;
  }

  /** Runs a command whose output is known to contain secrets: it is not searched for them. */
  pulumiShowingSecrets(args: readonly string[]): Promise<CliRun> {
    return startPulumi([...args, ...FLAGS], this.folder, this.environment).finished;
  }

  /** Starts the command `pulumi-ozeki` in the project's folder. */
  startOzeki(args: readonly string[]): RunningCli {
    return this.#search.watch(startOzeki(args, this.folder, this.environment));
  }

  /** Runs the command `pulumi-ozeki` in the project's folder to its end. */
  ozeki(args: readonly string[]): Promise<CliRun> {
    return this.startOzeki(args).finished;
  }

  /** Runs a script in the project's folder. */
  node(args: readonly string[]): Promise<CliRun> {
    return this.#search.watch(startNode(args, this.folder, this.environment)).finished;
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

  /** Reports drift by its exit code and changes nothing. */
  driftGate(): Promise<CliRun> {
    return this.pulumi(["refresh", "--preview-only", "--expect-no-changes", "--stack", this.#name]);
  }

  /** Without the preview before it. */
  destroy(...args: string[]): Promise<CliRun> {
    return this.pulumi(["destroy", "--yes", "--skip-preview", "--stack", this.#name, ...args]);
  }

  /** The extensions in the state, pending ones included. */
  extensions(): StateResource[] {
    const location = {
      folder: this.folder,
      environment: this.environment,
      project: this.#project.name,
      name: this.#name,
    };
    return this.backend.resources(location).filter(({ type }) => /ozeki:(index:)?(Sip)?Extension$/.test(type));
  }

  /** The IDs of the extensions in the state, sorted. */
  extensionIds(): (string | undefined)[] {
    return this.extensions()
      .map(({ id }) => id)
      .sort();
  }

  /** The URN of an extension in the state, by the name of its resource. */
  urnOf(name: string): string {
    return this.#resource(name).urn;
  }

  /** The outputs of an extension in the state, by the name of its resource. */
  outputs(name: string): Record<string, unknown> {
    const { outputs } = this.#resource(name);
    if (outputs === undefined) {
      throw new Error(`the extension ${name} has no outputs in the state`);
    }
    return outputs;
  }

  #resource(name: string): StateResource {
    const found = this.extensions().find(
      ({ urn, delete: isPending }) => urn.endsWith(`::${name}`) && isPending !== true,
    );
    if (found === undefined) {
      throw new Error(`the state has no extension ${name}`);
    }
    return found;
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

  /** Kills the CLI and all that it started. */
  async kill(running: RunningCli): Promise<void> {
    const ended = killEngine(running);
    killProcessesIn(this.folder);
    await ended;
  }

  /** Cuts the state file off, as an engine leaves it that is killed while it writes. */
  truncateState(): void {
    this.#fileBackend().truncateState(this.#project.name, this.#name);
  }

  /** Replaces the state by the backup that the backend of files keeps, as the documentation says. */
  restoreBackup(): void {
    this.#fileBackend().restoreBackup(this.#project.name, this.#name);
  }

  /** Replaces the state by that of a new stack, as if the backend had been lost. */
  loseState(): void {
    this.#fileBackend().writeNewStack(this.#project.name, this.#name);
  }

  #fileBackend(): FileBackend {
    if (!(this.backend instanceof FileBackend)) {
      throw new Error(`${this.backend.url} keeps no state files`);
    }
    return this.backend;
  }

  /** The command lines of the processes that run in the folder, as every user of the machine can see them. */
  commandLines(): string[] {
    return commandLines(this.folder);
  }

  /** The command lines of the processes that ran so far. */
  pastCommandLines(): readonly string[] {
    return this.#search.commandLines;
  }

  /** Every place in which a secret is in clear text: see {@link SecretSearch.placesOf}. */
  placesOf(secrets: readonly string[]): string[] {
    return this.#search.placesOf(secrets, this.backend.stored());
  }

  /** Ends what still runs in the folder, and removes it. */
  remove(): void {
    killProcessesIn(this.folder);
    this.#project.remove();
  }
}

function withLazySdk(): string {
  return [process.env.NODE_OPTIONS, `--require ${JSON.stringify(LAZY_SDK)}`].filter(Boolean).join(" ");
}
