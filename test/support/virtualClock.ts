import type { Clock } from "../../provider/api";

/** A clock on which waiting takes no time: it remembers how long it was asked to. */
export class VirtualClock implements Clock {
  /** How long each sleep was to last, in milliseconds. */
  readonly sleeps: number[] = [];
  #now = 1_000_000;
  readonly #random: () => number;
  readonly #duringSleep: () => void;

  /** @param duringSleep - called when a sleep begins */
  constructor(random: () => number = () => 1, duringSleep: () => void = () => undefined) {
    this.#random = random;
    this.#duringSleep = duringSleep;
  }

  /** Lets time go by. */
  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    this.sleeps.push(milliseconds);
    this.#duringSleep();
    signal?.throwIfAborted();
    this.pass(milliseconds);
  }

  random(): number {
    return this.#random();
  }
}
