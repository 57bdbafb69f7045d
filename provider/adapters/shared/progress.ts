import type { Waiting } from "../../lifecycle/context";

const QUIET_FOR = 3_000;
const AGAIN_AFTER = 15_000;

/**
 * Tells that a PBX does not answer, without a flood when hundreds of extensions wait for the same one: the first line
 * after some seconds, then one in a while.
 */
export class Progress {
  readonly #lastSpoken = new Map<string, number>();
  readonly #say: (line: string) => void;
  readonly #now: () => number;

  constructor(say: (line: string) => void, now: () => number = () => performance.now()) {
    this.#say = say;
    this.#now = now;
  }

  /** An operation on this PBX is repeated, or has no answer yet. */
  waiting(pbx: string, { attempt, attempts, elapsed, delay }: Waiting): void {
    const last = this.#lastSpoken.get(pbx);
    const now = this.#now();
    const isDue = last === undefined ? elapsed + delay >= QUIET_FOR : now - last >= AGAIN_AFTER;
    if (isDue) {
      this.#lastSpoken.set(pbx, now);
      this.#say(`The PBX ${pbx} does not answer: attempt ${attempt} of ${attempts}.`);
    }
  }
}
