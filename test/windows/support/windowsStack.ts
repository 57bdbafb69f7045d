import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PASSPHRASE } from "../../support/newStack";
import type { StateResource } from "../../support/stackBackend";
import { FileBackend } from "../../support/stackBackend";
import type { RunningWindows, StartOptions, WindowsRun } from "./startOnWindows";
import { startOnWindows } from "./startOnWindows";
import { ROOT, WindowsFolder } from "./windowsFolder";
import { windowsPath, windowsTools } from "./windowsTools";

const PULUMI = join(windowsTools.pulumi, "pulumi.exe");
/** Loads the largest parts of Pulumi's SDK only when they are used. */
const LAZY_SDK = join(ROOT, "test", "support", "lazySdk.cjs");
const PROJECT = "test";

/** A project with a stack `dev`, and the commands that run on it. */
export class WindowsStack {
  readonly folder: WindowsFolder;
  readonly environment: NodeJS.ProcessEnv;
  readonly #backend: FileBackend;
  readonly #path: readonly string[];

  private constructor(folder: WindowsFolder, path: readonly string[]) {
    this.folder = folder;
    this.#path = path;
    const state = folder.file("state");
    this.#backend = new FileBackend(state);
    this.environment = {
      PULUMI_BACKEND_URL: `file://${windowsPath(state).replaceAll("\\", "/")}`,
      PULUMI_HOME: windowsPath(folder.file("home")),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    };
  }

  /**
   * @param url - of the PBX
   * @param path - folders that come first on PATH
   */
  static async create(
    url: string,
    folder = new WindowsFolder(),
    path: readonly string[] = [folder.plugin],
  ): Promise<WindowsStack> {
    const stack = new WindowsStack(folder, path);
    stack.yaml("");
    for (const args of [
      ["stack", "init", "dev"],
      ["config", "set", "ozeki:url", url],
    ]) {
      const run = await stack.pulumi(args);
      if (run.code !== 0) {
        throw new Error(`pulumi ${args.join(" ")} ended with ${run.code}: ${run.output}`);
      }
    }
    return stack;
  }

  /** Writes a program in YAML: what follows name and runtime. */
  yaml(body: string): void {
    this.write("Pulumi.yaml", `name: ${PROJECT}\nruntime: yaml\n${body}\n`);
  }

  /** Writes a program in JavaScript, which uses the dynamic provider. */
  javaScript(body: string): void {
    this.write("Pulumi.yaml", `name: ${PROJECT}\nruntime: { name: nodejs, options: { typescript: false } }\n`);
    this.write("package.json", JSON.stringify({ name: PROJECT, main: "index.js" }));
    this.write("index.js", `const { SipExtension } = require("pulumi-ozeki");\n${body}\n`);
  }

  write(name: string, content: string): void {
    const file = this.folder.file(name);
    mkdirSync(join(file, ".."), { recursive: true });
    // As an editor on Windows writes it.
    writeFileSync(file, content.replaceAll("\n", "\r\n"));
  }

  start(args: readonly string[]): RunningWindows {
    return startOnWindows(PULUMI, [...args, "--non-interactive", "--color", "never"], this.#options());
  }

  pulumi(args: readonly string[]): Promise<WindowsRun> {
    return this.start(args).finished;
  }

  /** Starts the command `pulumi-ozeki` in the folder of the project. */
  startOzeki(args: readonly string[], nodeOptions: readonly string[] = []): RunningWindows {
    return startOnWindows(
      windowsTools.node,
      [...nodeOptions, windowsPath(this.folder.command), ...args],
      this.#options(),
    );
  }

  ozeki(...args: string[]): Promise<WindowsRun> {
    return this.startOzeki(args).finished;
  }

  up(...args: string[]): Promise<WindowsRun> {
    return this.pulumi(["up", "--yes", "--skip-preview", "--stack", "dev", ...args]);
  }

  resources(): StateResource[] {
    const location = { folder: this.folder.path, environment: this.environment, project: PROJECT, name: "dev" };
    return this.#backend.resources(location);
  }

  /** The IDs of the extensions in the state. */
  extensionIds(): (string | undefined)[] {
    return this.resources()
      .filter(({ type }) => /ozeki:(index:)?(Sip)?Extension$/.test(type))
      .map(({ id }) => id)
      .sort();
  }

  #options(): StartOptions {
    return {
      cwd: this.folder.path,
      environment: this.environment,
      path: this.#path,
      preload: [LAZY_SDK],
    };
  }

  /** Whether a command of Pulumi holds the lock of the stack, or has left it behind. */
  isLocked(): boolean {
    return this.#backend.stored().some(([file]) => /[\\/]locks[\\/]/.test(file));
  }

  remove(): void {
    this.folder.remove();
  }
}
