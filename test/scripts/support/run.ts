import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  /** What was said, line by line. */
  said: string[];
}

export interface Run {
  process: ChildProcess;
  /** What was said so far. */
  said: () => string[];
  outcome: Promise<Outcome>;
}

const running = new Map<ChildProcess, Promise<unknown>>();

/** Ends what a test that failed left running. */
export async function endRuns(): Promise<void> {
  for (const child of running.keys()) child.kill("SIGKILL");
  await Promise.all(running.values());
}

/** Runs Node with nothing in its environment but what is given. */
export function run(args: string[], env: NodeJS.ProcessEnv, cwd?: string): Run {
  const child = spawn(process.execPath, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  // How far it is shows in indented lines, as many as the machine is slow.
  const said = () => stderr.split("\n").filter((line) => line !== "" && !line.startsWith("  "));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, said: said() }));
  });
  running.set(
    child,
    outcome.finally(() => running.delete(child)),
  );
  return { process: child, said, outcome };
}
