import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const KEEPER = fileURLToPath(new URL("./keeper.mjs", import.meta.url));

/**
 * Runs a command that may take long. It and all that it started end when the signal aborts, and when this process ends,
 * however it ends.
 * @param {string} command
 * @param {string[]} args
 * @param {{
 *   cwd: string,
 *   env: NodeJS.ProcessEnv,
 *   signal: AbortSignal,
 *   output?: (line: string) => void,
 *   errors?: (line: string) => void,
 * }} options
 * @returns {Promise<number>} the exit code
 */
export async function kept(command, args, { cwd, env, signal, output, errors }) {
  signal.throwIfAborted();
  const keeper = spawn(process.execPath, [KEEPER, command, ...args], {
    cwd,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    windowsHide: true,
  });
  /** @type {[import("node:stream").Readable | null, ((line: string) => void) | undefined][]} */
  const streams = [
    [keeper.stdout, output],
    [keeper.stderr, errors],
  ];
  for (const [stream, listener] of streams) {
    if (stream && listener) createInterface({ input: stream, crlfDelay: Infinity }).on("line", listener);
    else stream?.resume();
  }
  // A message and not a disconnection, after which Node never tells that the keeper has closed its output.
  const end = () => {
    if (keeper.connected) keeper.send("end", () => {});
  };
  signal.addEventListener("abort", end, { once: true });
  try {
    // "close" comes only when every process of the tree has let go of the output, so nothing writes files any more.
    const code = await new Promise((resolve, reject) => {
      keeper.once("error", reject);
      keeper.once("close", (exitCode) => resolve(exitCode ?? 1));
    });
    signal.throwIfAborted();
    return code;
  } finally {
    signal.removeEventListener("abort", end);
  }
}
