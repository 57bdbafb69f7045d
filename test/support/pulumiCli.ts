import { execFileSync, spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a command of the CLI did. */
export interface CliRun {
  /** The exit code; the signal's name where it was ended by one. */
  code: number | string;
  /** All that it printed, standard output and errors together, in order. */
  output: string;
  /** Standard output alone. */
  stdout: string;
}

/** A command that is running. */
export interface RunningCli {
  /** The CLI's process. */
  pid: number;
  /** What was printed so far. */
  output(): string;
  /** Whether the command has ended. */
  isOver(): boolean;
  /** Ends with the command. */
  finished: Promise<CliRun>;
}

/** Where `npm test` wants to know which test file starts a command: a line for each start. */
const STARTS_FILE = "PULUMI_OZEKI_TEST_STARTS";
const CLI_FOLDER = "PULUMI_OZEKI_TEST_CLI";

/** Starts a command of the real CLI. */
export function startPulumi(
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  input?: string,
): RunningCli {
  return start("pulumi", args, folder, environment, input);
}

/** Runs a command of the real CLI that does not call the provider, and returns its standard output. */
export function runPulumiSync(args: readonly string[], folder: string, environment: NodeJS.ProcessEnv): string {
  return execFileSync("pulumi", args, {
    cwd: folder,
    env: environmentOf(environment),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts the command `pulumi-ozeki`, as built, with the real CLI at hand. */
export function startOzeki(args: readonly string[], folder: string, environment: NodeJS.ProcessEnv): RunningCli {
  const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
  return startNode([main, ...args], folder, environment);
}

/** Starts a script, with the real CLI at hand. */
export function startNode(args: readonly string[], folder: string, environment: NodeJS.ProcessEnv): RunningCli {
  return start(process.execPath, args, folder, environment);
}

function start(
  command: string,
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  input?: string,
): RunningCli {
  countStart();
  const child = spawn(command, args, {
    cwd: folder,
    env: environmentOf(environment),
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    // A group of its own, so that a test can end the engine together with what it started.
    detached: true,
  });
  child.stdin?.end(input);
  let output = "";
  let stdout = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk;
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const finished = new Promise<CliRun>((resolve, reject) => {
    child.on("error", reject);
    const end = (code: number | null, signal: NodeJS.Signals | null) =>
      resolve({ code: code ?? signal ?? "unknown", output, stdout });
    child.on("close", end);
    child.on("exit", (code, signal) => {
      if (signal !== null) {
        // A provider's process that outlives a killed engine keeps the pipes open.
        end(code, signal);
      }
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    finished,
  };
}

/** The variables of a command, with the folder of the CLI first on PATH. */
function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cliFolder = process.env[CLI_FOLDER];
  if (cliFolder === undefined) {
    throw new Error(`${CLI_FOLDER} is not set: the engine tests' global set-up names the folder of the CLI there`);
  }
  return {
    ...cleanEnvironment(),
    PATH: `${cliFolder}${delimiter}${process.env.PATH ?? ""}`,
    ...environment,
  };
}

function countStart(): void {
  const file = process.env[STARTS_FILE];
  if (file !== undefined) {
    appendFileSync(file, `${expect.getState().testPath}\n`);
  }
}

/** What a developer has set for their own stacks must not reach the tests' ones. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_") && !name.startsWith("OZEKI_")),
  );
}
