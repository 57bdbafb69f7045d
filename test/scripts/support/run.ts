import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** The lines of standard error, without progress. */
  logged: string[];
}

export interface Run {
  process: ChildProcess;
  /** The lines of standard error so far, without progress. */
  logged: () => string[];
  outcome: Promise<Outcome>;
}

const running = new Map<ChildProcess, Promise<unknown>>();

/** Kills what a failed test left running. */
export async function killRuns(): Promise<void> {
  for (const child of running.keys()) child.kill("SIGKILL");
  await Promise.all(running.values());
}

/** Runs Node with nothing in its environment except `env`. */
export function run(args: string[], env: NodeJS.ProcessEnv, cwd?: string): Run {
  const child = spawn(process.execPath, args, {
    env,
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that a test can interrupt all of it, as a terminal does.
    detached: process.platform !== "win32",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  // Progress is indented, and its lines depend on the speed of the machine.
  const logged = () => stderr.split("\n").filter((line) => line !== "" && !/^ {2}.*\(\d\S*\)$/.test(line));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, logged: logged() }));
  });
  running.set(
    child,
    outcome.finally(() => running.delete(child)),
  );
  return { process: child, logged, outcome };
}
