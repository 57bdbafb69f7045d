import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import type { RunningCli } from "./pulumiCli";

/** The processes whose working folder this is. Plugins have process groups of their own, so nothing else finds them. */
export function processesIn(folder: string): number[] {
  if (process.platform !== "linux") {
    // Only Linux has /proc. Elsewhere the tests that kill an engine are not run.
    return [];
  }
  const wanted = realpathSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`) === wanted;
      } catch {
        // It has ended, or belongs to another user.
        return false;
      }
    })
    .map(Number);
}

/** The command lines of the processes whose working folder this is. */
export function commandLines(folder: string): string[] {
  return processesIn(folder).flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      // It has ended.
      return [];
    }
  });
}

/** Kills the processes whose working folder this is, such as the provider of an engine that was killed. */
export function killProcessesIn(folder: string): void {
  for (const pid of processesIn(folder)) {
    process.kill(pid, "SIGKILL");
  }
}

/** Kills the CLI, which contains the engine. The provider's process goes on, and may still finish a write. */
export async function killEngine(running: RunningCli): Promise<void> {
  signalUnlessOver(running, running.pid, "SIGKILL");
  await running.finished;
}

/** Sends SIGINT to the CLI and to all that it started, as Ctrl-C does. */
export function interrupt(running: RunningCli): void {
  signalUnlessOver(running, -running.pid, "SIGINT");
}

/** A command that has just ended needs no signal. */
function signalUnlessOver(running: RunningCli, pid: number, signal: NodeJS.Signals): void {
  if (!running.isOver()) {
    process.kill(pid, signal);
  }
}
