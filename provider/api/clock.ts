import { setMaxListeners } from "node:events";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Time and random numbers, which tests replace. */
export interface Clock {
  /** Milliseconds since any fixed moment; never goes back. */
  now(): number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

/** The time of the machine, and its random numbers. */
export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    if (signal !== undefined) {
      setMaxListeners(0, signal);
    }
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  random: Math.random,
};

/**
 * Calls a function when a signal is aborted. Many operations may wait for one signal: Node.js would print a warning of a
 * leak from the eleventh listener on.
 *
 * @returns removes the function
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (signal === undefined) {
    return () => {};
  }
  setMaxListeners(0, signal);
  signal.addEventListener("abort", run, { once: true });
  return () => signal.removeEventListener("abort", run);
}

/** A signal that is aborted once one of several is. Takes time: create it where something waits. */
export function anySignal(...some: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const signals = some.filter((signal) => signal !== undefined);
  return signals.length > 1 ? AbortSignal.any(signals) : signals[0];
}
