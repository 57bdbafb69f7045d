import { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal";

const QUIET_FOR = 1_000;

/** A progress bar with rate and time left, on a terminal, for what takes longer than a second. */
export class Progress {
  readonly #bar: SingleBar | undefined;
  readonly #begin = performance.now();
  readonly #total: number;
  #done = 0;

  /**
   * @param what - what is counted, such as `extensions read`
   * @param total - how many there are
   */
  constructor(terminal: Terminal, what: string, total: number) {
    this.#total = total;
    this.#bar =
      terminal.progress === undefined
        ? undefined
        : new SingleBar({
            format: `{bar} {value}/{total} ${what}, {rate}/s, {eta_formatted} left`,
            stream: terminal.progress,
            barCompleteChar: "#",
            barIncompleteChar: "-",
            barsize: 24,
            hideCursor: true,
            clearOnComplete: true,
            // Its own handler would end the process before anything is tidied up.
            gracefulExit: false,
          });
  }

  /** One more is done. */
  step(): void {
    this.#done++;
    const elapsed = performance.now() - this.#begin;
    if (this.#bar === undefined || elapsed < QUIET_FOR) {
      return;
    }
    const rate = { rate: Math.round((this.#done * 1000) / elapsed) };
    if (this.#bar.isActive) {
      this.#bar.update(this.#done, rate);
    } else {
      this.#bar.start(this.#total, this.#done, rate);
    }
  }

  /** Takes the bar away. */
  stop(): void {
    if (this.#bar?.isActive) {
      this.#bar.stop();
    }
  }
}
