/** @type {NodeJS.Signals[]} */
const SIGNALS = process.platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Does work that must tidy up after itself when the process is told to end. The signal reaches the work as an abort; once
 * the work has tidied up, the process ends as it would have without us, unless somebody else in it listens too.
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function interruptible(work) {
  const abort = new AbortController();
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} name */
  const interrupt = (name) => {
    received ??= name;
    abort.abort(new Error(`Interrupted by ${name}.`));
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  try {
    return await work(abort.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
    if (received !== undefined && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}
