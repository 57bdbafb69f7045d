import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./tarball";

/** How a run of the demo ended. */
export interface DemoEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The demo, run with a temporary folder of its own, so that what it leaves behind is seen. */
export class DemoRun {
  readonly #folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-demo-test-"));
  readonly #temporary = this.#make("tmp");
  /** Empty: for programs that a test puts on PATH. */
  readonly bin = this.#make("bin");
  readonly #passwords = join(this.#folder, "passwords.txt");
  #process: ChildProcess | undefined;
  #output = "";
  #errors = "";
  #ended: Promise<DemoEnd> | undefined;

  /**
   * @param options.environment - further variables, of which `undefined` takes one out
   * @param options.root - the folder of the repository, where it is not this one
   */
  start({ environment = {}, root = ROOT }: { environment?: NodeJS.ProcessEnv; root?: string } = {}): void {
    const preload = join(__dirname, "notePasswords.cjs");
    const child = spawn(process.execPath, ["--require", preload, join(root, "scripts", "demo.mjs")], {
      // It must not depend on the working folder.
      cwd: this.#folder,
      env: {
        ...process.env,
        ...environment,
        TMPDIR: this.#temporary,
        TMP: this.#temporary,
        TEMP: this.#temporary,
        TEST_PASSWORDS: this.#passwords,
        TEST_FOLDER: this.#folder,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk: Buffer) => {
      this.#output += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      this.#errors += chunk;
    });
    this.#process = child;
    this.#ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
  }

  /** Runs it to its end. */
  async run(options?: Parameters<DemoRun["start"]>[0]): Promise<DemoEnd> {
    this.start(options);
    return this.end();
  }

  async end(): Promise<DemoEnd> {
    if (this.#ended === undefined) {
      throw new Error("it was not started");
    }
    return this.#ended;
  }

  /** Waits until a line begins so. */
  async line(beginning: string): Promise<void> {
    const child = this.#process;
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (this.lines().some((line) => line.startsWith(beginning))) {
          resolve();
        }
      };
      child?.stdout?.on("data", check);
      child?.once("close", () => reject(new Error(`it ended without the line ${beginning}: ${this.#output}`)));
      check();
    });
  }

  /** What it printed so far, line by line. */
  lines(): string[] {
    return this.#output.split("\n");
  }

  /** What it said to standard error. */
  errors(): string {
    return this.#errors;
  }

  kill(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Goes away like `head` does. */
  stopReading(): void {
    this.#process?.stdout?.destroy();
  }

  /** The passwords that reached the PBX. */
  passwords(): string[] {
    return existsSync(this.#passwords) ? readFileSync(this.#passwords, "utf8").split("\n").filter(Boolean) : [];
  }

  /** What is left in the temporary folder. */
  filesLeft(): string[] {
    return readdirSync(this.#temporary);
  }

  /** The processes that it started and that still run. Only Linux tells. */
  processesLeft(): string[] {
    if (process.platform !== "linux") {
      return [];
    }
    return readdirSync("/proc")
      .filter((pid) => /^\d+$/.test(pid) && isMarked(pid, `TEST_FOLDER=${this.#folder}`))
      .map((pid) => `${pid} ${textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`);
  }

  remove(): void {
    this.#process?.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #make(name: string): string {
    const folder = join(this.#folder, name);
    mkdirSync(folder);
    return folder;
  }
}

function isMarked(pid: string, mark: string): boolean {
  // One that ended has an empty environment.
  return textOf(`/proc/${pid}/environ`).split("\0").includes(mark);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
