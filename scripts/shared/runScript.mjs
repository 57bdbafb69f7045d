import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** @type {NodeJS.Signals[]} */
const SIGNALS = process.platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];

/** An error whose cause the user can fix: printed without a stack. */
export class ScriptError extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Prints a line about what a script does. Standard output is for results: `npm pack --json`, for example, reads it. */
export function log(/** @type {string} */ line) {
  console.error(line);
}

/**
 * Runs a script to its end and sets the exit code. Ctrl-C aborts `signal`: once `main` has cleaned up, the process ends by
 * the same signal, which tells the shell that it was interrupted.
 * @param {(signal: AbortSignal) => Promise<number | void>} main its result is the exit code
 */
export async function runScript(main) {
  const abort = new AbortController();
  /** @type {NodeJS.Signals | undefined} */
  let received;
  for (const name of SIGNALS) {
    // Not `once`: npm passes on a signal that the terminal has already sent.
    process.on(name, () => {
      received ??= name;
      abort.abort();
    });
  }
  // The reader of a pipe has gone, as in `npm run demo | head`.
  process.stdout.on("error", () => abort.abort());
  try {
    process.exitCode = (await main(abort.signal)) ?? process.exitCode ?? 0;
  } catch (error) {
    if (!abort.signal.aborted) log(errorText(error));
    process.exitCode = error instanceof ScriptError ? error.exitCode : 1;
  }
  if (received !== undefined) {
    log("Interrupted. Temporary files were removed.");
    process.removeAllListeners(received);
    process.kill(process.pid, received);
  }
  // A DNS query cannot be cancelled and would keep the process alive.
  setTimeout(() => process.exit(), 1_000).unref();
}

/** @param {unknown} error */
function errorText(error) {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  if (/^(ERR_)?MODULE_NOT_FOUND$/.test(code)) {
    return `A package is missing (${error.message.split("\n")[0]}). Run \`npm ci\`, then run this again.`;
  }
  return error instanceof ScriptError || code.startsWith("ERR_PARSE_ARGS_") ? error.message : String(error.stack);
}
