import type { Log, Waiting } from "../../lifecycle/context";

const FIRST_REPORT_AFTER_MS = 3_000;
const REPORT_INTERVAL_MS = 15_000;

/**
 * Reports that a PBX does not answer. Hundreds of extensions may wait for one PBX, so there is a line after some
 * seconds, and then one at intervals.
 */
export class Progress {
  readonly #lastReported = new Map<string, number>();
  readonly #log: Pick<Log, "info">;
  readonly #now: () => number;

  constructor(log: Pick<Log, "info">, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** Call it when an operation on this PBX is repeated, or has no answer yet. */
  waiting(pbx: string, { attempt, attempts, elapsed, delay }: Waiting): void {
    const last = this.#lastReported.get(pbx);
    const now = this.#now();
    const isDue = last === undefined ? elapsed + delay >= FIRST_REPORT_AFTER_MS : now - last >= REPORT_INTERVAL_MS;
    if (isDue) {
      this.#lastReported.set(pbx, now);
      this.#log.info(`The PBX ${pbx} does not answer: attempt ${attempt} of ${attempts}.`);
    }
  }
}
