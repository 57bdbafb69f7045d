import { Format, SingleBar } from "cli-progress";
import type { Terminal } from "./terminal";

const QUIET_MS = 1_000;
const REDRAW_MS = 200;
const LINE_INTERVAL_MS = 5_000;
const MAX_BAR_WIDTH = 24;
const MIN_BAR_WIDTH = 4;

/**
 * Shows how far a long operation is: count, rate and time left.
 *
 * On a terminal it is one line that is updated in place, from the first second on. Elsewhere it is a line every five seconds. It is updated by
 * a timer, so it also shows that the command is alive while nothing is counted.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  #total: number | undefined;
  #isEstimate = false;
  readonly #bar: SingleBar | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #begin = performance.now();
  #firstStep: number | undefined;
  #done = 0;

  /**
   * @param what - what is counted, such as `extensions read`
   * @param total - how many there are; undefined when it is not known in advance
   */
  constructor(terminal: Terminal, what: string, total?: number) {
    this.#terminal = terminal;
    this.#what = what;
    this.#total = total;
    this.#bar = terminal.progress === undefined ? undefined : newBar(terminal.progress);
    this.#timer = setInterval(() => this.#show(), this.#bar === undefined ? LINE_INTERVAL_MS : REDRAW_MS);
    this.#timer.unref();
  }

  /** Sets about how many there are, where that was not known in advance. */
  estimate(total: number): void {
    this.#total = total;
    this.#isEstimate = true;
    this.#bar?.setTotal(total);
  }

  /** Counts one more. */
  step(): void {
    this.#firstStep ??= performance.now();
    this.#done++;
  }

  /** Removes the progress line from the terminal. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#bar?.isActive) {
      this.#bar.stop();
    }
  }

  #payload(text: string) {
    return { text, hasTotal: this.#total !== undefined };
  }

  #show(): void {
    const elapsed = performance.now() - this.#begin;
    if (this.#isEstimate && this.#done > (this.#total ?? 0)) {
      this.#total = undefined;
    }
    const text = progressText({
      what: this.#what,
      done: this.#done,
      total: this.#total,
      isEstimate: this.#isEstimate,
      elapsedMs: elapsed,
      countingMs: this.#firstStep === undefined ? 0 : performance.now() - this.#firstStep,
    });
    if (this.#bar === undefined) {
      this.#terminal.warn(text);
    } else if (this.#bar.isActive) {
      this.#bar.update(this.#done, this.#payload(text));
    } else if (elapsed >= QUIET_MS) {
      this.#bar.start(this.#total ?? 0, this.#done, this.#payload(text));
    }
  }
}

function newBar(stream: NodeJS.WriteStream): SingleBar {
  return new SingleBar({
    // Without a total there is no bar. The terminal cuts off what is too long: the time left is at the end.
    format: (options, { progress }, { text, hasTotal }: { text: string; hasTotal: boolean }) => {
      const barsize = Math.min(MAX_BAR_WIDTH, stream.columns - text.length - 1);
      return hasTotal && barsize >= MIN_BAR_WIDTH
        ? `${Format.BarFormat(progress, { ...options, barsize })} ${text}`
        : text;
    },
    stream,
    barCompleteChar: "#",
    barIncompleteChar: "-",
    barsize: MAX_BAR_WIDTH,
    hideCursor: true,
    clearOnComplete: true,
    // Its own handler would end the process before anything is tidied up.
    gracefulExit: false,
  });
}

/**
 * One line of progress, such as `1,200 of 5,000 extensions read, 400/s, 10s left`.
 *
 * @param state.isEstimate - whether there may be more or fewer than `total`
 * @param state.countingMs - time since the first one was counted: the start-up before it does not lower the rate
 */
export function progressText(state: {
  what: string;
  done: number;
  total: number | undefined;
  isEstimate?: boolean;
  elapsedMs: number;
  countingMs: number;
}): string {
  const { what, done, total, isEstimate = false, elapsedMs, countingMs } = state;
  const all = total === undefined ? "" : ` of ${isEstimate ? "about " : ""}${grouped(total)}`;
  const count = `${grouped(done)}${all} ${what}`;
  const perSecond = countingMs < QUIET_MS ? 0 : (done * 1000) / countingMs;
  if (perSecond === 0) {
    return `${count}, ${duration(elapsedMs / 1000)} so far`;
  }
  const rate = `${count}, ${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;
  return total === undefined
    ? `${rate}, ${duration(elapsedMs / 1000)} so far`
    : `${rate}, ${duration((total - done) / perSecond)} left`;
}

/** Such as `2,000`. */
function grouped(count: number): string {
  return count.toLocaleString("en");
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, "0")}s`;
}
