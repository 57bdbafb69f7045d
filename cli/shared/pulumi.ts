import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { findOnWindows } from "./findProgram";
import { lineReader } from "./lineReader";
import type { Terminal } from "./terminal";
import { CommandFailed, stopIfEnded } from "./terminal";

const LONGEST_LINE = 10_000;
const LONGEST_START = 15_000;

/** What a run of the Pulumi CLI came to. */
export interface PulumiRun {
  code: number | null;
  /** May hold secrets: never printed. */
  stdout: string;
  stderr: string;
}

/**
 * Runs the Pulumi CLI in the current folder, without a shell in between.
 *
 * @param how.terminal - its environment; the end of the command ends it
 * @param how.file - a file that is open: the child has it as number 3
 * @param how.show - gets what it prints, line by line, as it comes; only for commands that print no secrets
 * @param how.onStdoutLine - gets its standard output line by line, which is then not kept: `stdout` of the run is empty
 * @throws CommandFailed where there is no Pulumi CLI on PATH
 */
export async function runPulumi(
  args: readonly string[],
  how: {
    terminal: Pick<Terminal, "environment" | "ended" | "pulumiEnvironment" | "warn">;
    /** Variables instead of those of the terminal. */
    environment?: Readonly<Record<string, string | undefined>>;
    show?: (line: string) => void;
    onStdoutLine?: (line: string) => void;
    file?: number | undefined;
    /** Whether it is an import, which holds the stack's lock: then it is ended only once it gives that back. On Windows it is completed. */
    isImport?: true;
  },
): Promise<PulumiRun> {
  const env = { ...(how.environment ?? how.terminal.environment), ...how.terminal.pulumiEnvironment };
  const child = spawn(pulumiFor(env), [...args, "--non-interactive", "--color", "never"], {
    env,
    stdio: ["ignore", "pipe", "pipe", ...(how.file === undefined ? [] : [how.file])],
    windowsHide: true,
    // The Ctrl-C of a terminal would reach it as well, at a moment at which it leaves its lock behind.
    detached: how.isImport === true && process.platform !== "win32",
  });
  const interruptible = how.isImport === true ? firstImport(child.stdout) : Promise.resolve();
  const end = () => {
    // There a signal ends a process at once: the stack would stay locked. With `windowsHide` Ctrl-C does not reach it either.
    if (how.isImport === true && process.platform === "win32") {
      how.terminal.warn("Pulumi completes this import first, because on Windows it cannot be interrupted safely.");
    } else {
      void interruptible.then(() => child.kill("SIGINT"));
    }
  };
  const { ended } = how.terminal;
  if (ended.aborted) {
    end();
  }
  ended.addEventListener("abort", end);
  const stdout = collect(child.stdout, how.onStdoutLine ?? how.show, how.onStdoutLine === undefined);
  const stderr = collect(child.stderr, how.show);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    return { code, stdout: stdout(), stderr: stderr() };
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "ENOENT" ? noPulumi() : error;
  } finally {
    ended.removeEventListener("abort", end);
  }
}

/** @throws CommandFailed where PATH is known to have no Pulumi CLI */
function pulumiFor(environment: Readonly<Record<string, string | undefined>>): string {
  const program = process.platform === "win32" ? findOnWindows("pulumi", environment) : "pulumi";
  if (program === undefined) {
    throw noPulumi();
  }
  return program;
}

function noPulumi(): CommandFailed {
  return new CommandFailed("error: no Pulumi CLI on PATH. Install it: https://www.pulumi.com/docs/install/", 1);
}

/**
 * Waits until an import can be interrupted. An interrupt before its first resource is in makes Pulumi 3.274
 * panic, which leaves the stack locked.
 */
function firstImport(stdout: Readable | null): Promise<void> {
  return new Promise((resolve) => {
    let text = "";
    stdout?.on("data", (part: Buffer | string) => {
      text = (text + String(part)).slice(-LONGEST_LINE);
      if (text.includes(" imported (")) {
        resolve();
      }
    });
    stdout?.on("end", resolve);
    setTimeout(resolve, LONGEST_START).unref();
  });
}

function collect(stream: Readable | null, show?: (line: string) => void, isKept = true): () => string {
  let text = "";
  const lines = show === undefined ? undefined : lineReader(show);
  stream?.setEncoding("utf8");
  stream?.on("data", (part: string) => {
    if (isKept) {
      text += part;
    }
    lines?.add(part);
  });
  stream?.on("end", () => lines?.end());
  return () => text;
}

/** What a failed run says of itself, in one line. */
export function whyFailed({ stderr, stdout, code }: PulumiRun): string {
  const lines = `${stderr}\n${stdout}`.split("\n").map((line) => line.trim());
  const error = lines.find((line) => /^error: /.test(line))?.replace(/^error: /, "");
  return error ?? `pulumi ended with exit code ${code}`;
}

/**
 * Asks for the passphrase of a stack that has one, where no variable holds it, and hands it to Pulumi's processes only.
 *
 * @returns whether it was asked for
 * @throws CommandFailed where there is no one to ask
 */
export async function providePassphrase(stack: string, terminal: Terminal): Promise<boolean> {
  if (!(await lacksPassphrase(stack, terminal))) {
    return false;
  }
  if (!terminal.isInteractive) {
    throw new CommandFailed(
      `error: the passphrase of stack ${stack} is missing: set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to the file that holds it`,
      2,
    );
  }
  terminal.pulumiEnvironment.PULUMI_CONFIG_PASSPHRASE = await terminal.ask(`Passphrase of stack ${stack}: `, {
    silent: true,
  });
  stopIfEnded(terminal);
  return true;
}

/** Whether a passphrase encrypts the secrets of a stack, and no variable holds it. */
export async function lacksPassphrase(stack: string, terminal: Terminal): Promise<boolean> {
  const variables = { ...terminal.environment, ...terminal.pulumiEnvironment };
  if (variables.PULUMI_CONFIG_PASSPHRASE !== undefined || variables.PULUMI_CONFIG_PASSPHRASE_FILE !== undefined) {
    return false;
  }
  const run = await runPulumi(["stack", "export", "--stack", stack], { terminal });
  stopIfEnded(terminal);
  return run.code === 0 && hasPassphrase(run.stdout);
}

/** Whether a passphrase encrypts the secrets of a state. */
function hasPassphrase(state: string): boolean {
  try {
    const { deployment } = JSON.parse(state) as { deployment?: { secrets_providers?: { type?: string } } };
    return deployment?.secrets_providers?.type === "passphrase";
  } catch {
    return false;
  }
}

/**
 * Reads the configuration of a stack, secrets in the clear.
 *
 * @returns key to value, such as `ozeki:url`; objects as JSON, as Pulumi hands them to providers
 * @throws CommandFailed where Pulumi does not give it
 */
export async function stackConfiguration(stack: string, terminal: Terminal): Promise<ReadonlyMap<string, string>> {
  const read = () => runPulumi(["config", "--json", "--show-secrets", "--stack", stack], { terminal });
  let run = await read();
  if (run.code !== 0 && (await providePassphrase(stack, terminal))) {
    run = await read();
  }
  stopIfEnded(terminal);
  if (run.code !== 0) {
    throw new CommandFailed(
      `error: the configuration of stack ${stack} cannot be read: ${whyFailed({ ...run, stdout: "" })}. ` +
        "Run this in the folder of the stack's program, logged in to its backend",
      1,
    );
  }
  let entries: Record<string, { value?: string }>;
  try {
    entries = JSON.parse(run.stdout);
  } catch {
    // The parser's own message quotes the text, and that holds passwords.
    throw new CommandFailed(`error: pulumi config of stack ${stack} gave no JSON: is the Pulumi CLI recent?`, 1);
  }
  return new Map(
    Object.entries(entries).flatMap(([key, { value }]) => (typeof value === "string" ? [[key, value] as const] : [])),
  );
}
