import { spawn } from "node:child_process";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { endTree } from "./endTree.mjs";

/** No command takes so long with a number of extensions that is worth measuring. */
const TIME_LIMIT = 10 * 60_000;
/** The engine told to stop lets running requests end and then ends what it started. */
const GRACE = 15_000;

/**
 * Runs a command of the CLI to its end.
 * @param {string[]} args
 * @param {{ pulumi: string, cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<{ seconds: number, output: string }>} how long it took, from the start of the process until it has ended and closed its output
 * @throws {CannotMeasure} where it fails
 */
export async function runPulumi(args, { pulumi, cwd, env, signal }) {
  signal.throwIfAborted();
  const start = performance.now();
  const child = spawn(pulumi, [...args, "--non-interactive", "--color", "never"], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C in a terminal would reach it twice, and twice means to it: let go of everything.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, name) => resolve(code ?? name ?? "unknown"));
  });
  /** @type {NodeJS.Timeout | undefined} */
  let killing;
  const stop = () => {
    child.kill("SIGINT");
    killing ??= setTimeout(() => endTree(child.pid), GRACE);
  };
  const limit = setTimeout(stop, TIME_LIMIT);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const code = await ended;
    const seconds = (performance.now() - start) / 1000;
    signal.throwIfAborted();
    const output = Buffer.concat(chunks).toString();
    if (code !== 0) throw new CannotMeasure(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return { seconds, output };
  } finally {
    clearTimeout(limit);
    clearTimeout(killing);
    signal.removeEventListener("abort", stop);
  }
}
