/**
 * Lets so many requests through at once; the others wait in their order. One gate for a PBX, whatever transports lead to
 * it.
 */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param width - how many requests may be under way at once */
  constructor(width: number) {
    this.#free = width;
  }

  /**
   * Runs once there is room.
   *
   * @param signal - gives the wait up
   * @throws the signal's reason where it was raised meanwhile
   */
  async pass<Result>(signal: AbortSignal | undefined, run: () => Promise<Result>): Promise<Result> {
    await this.#enter(signal);
    try {
      return await run();
    } finally {
      this.#leave();
    }
  }

  #enter(signal: AbortSignal | undefined): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(enter);
        reject(signal?.reason);
      };
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#waiting.add(enter);
    });
  }

  /** The place of one that leaves goes to the one that waits longest. */
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
