import { onAbort } from "../clock";

/**
 * Limits the requests to one PBX at a time; the others wait in their order. All transports to the same PBX share one.
 */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param limit - how many requests may be under way at once */
  constructor(limit: number) {
    this.#free = limit;
  }

  /**
   * Runs a request once there is room for it.
   *
   * @param signalOf - returns what cancels the wait; called only where there is one, because a signal made of two takes time
   * @throws the signal's reason where it is aborted meanwhile
   */
  async pass<Result>(signalOf: () => AbortSignal | undefined, run: () => Promise<Result>): Promise<Result> {
    await this.#enter(signalOf);
    try {
      return await run();
    } finally {
      this.#leave();
    }
  }

  #enter(signalOf: () => AbortSignal | undefined): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    const signal = signalOf();
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const enter = () => {
        stopWaiting();
        resolve();
      };
      const stopWaiting = onAbort(signal, () => {
        this.#waiting.delete(enter);
        reject(signal?.reason);
      });
      this.#waiting.add(enter);
    });
  }

  /** The next in the queue takes the place that becomes free. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
    } else {
      this.#waiting.delete(next);
      next();
    }
  }
}
