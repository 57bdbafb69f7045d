import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

const IS_WINDOWS = process.platform === "win32";
/** The time that a command has to clean up after Ctrl-C. */
const GRACE_MS = 15_000;

/**
 * Runs a command in a process group of its own. When `signal` aborts, the whole group is interrupted, and killed if it does
 * not end.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{
 *   cwd: string,
 *   env?: NodeJS.ProcessEnv,
 *   signal: AbortSignal,
 *   onLine: (line: string) => void,
 *   onErrorLine?: (line: string) => void,
 *   input?: string,
 * }} options onLine: receives what the command prints, and without onErrorLine also what it prints to standard error
 * @returns {Promise<number>} the exit code
 */
export async function runCommand(file, args, { cwd, env, signal, onLine, onErrorLine = onLine, input }) {
  signal.throwIfAborted();
  // Without `detached`, Ctrl-C in a terminal reaches the command twice: Pulumi then stops without cleaning up.
  const child = spawn(file, args, { cwd, env, detached: !IS_WINDOWS, windowsHide: true });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on("line", onLine);
  createInterface({ input: child.stderr, crlfDelay: Number.POSITIVE_INFINITY }).on("line", onErrorLine);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const stop = () => {
    endGroup(child.pid, "SIGINT");
    timer = setTimeout(() => endGroup(child.pid, "SIGKILL"), GRACE_MS);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    // "close" and not "exit": every process that writes to the pipes has ended.
    const code = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) => resolve(exitCode ?? 1));
    });
    signal.throwIfAborted();
    return code;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/**
 * @param {number | undefined} pid
 * @param {"SIGINT" | "SIGKILL"} name
 */
function endGroup(pid, name) {
  if (pid === undefined) return;
  if (IS_WINDOWS) {
    // The console sends Ctrl-C to every process itself.
    if (name === "SIGKILL") spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, name);
  } catch {
    // The group has ended by itself.
  }
}
