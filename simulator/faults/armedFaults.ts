import type { Fault } from "./fault";
import { printFault } from "./fault";

/** The faults that can still hit. */
export class ArmedFaults {
  #armed: { readonly fault: Fault; seen: number; hits: number }[] = [];

  /** Adds a fault. It counts the requests that match it from now on. */
  add(fault: Fault): void {
    this.#armed.push({ fault, seen: 0, hits: 0 });
  }

  /** Removes the first fault that is written like this. @returns whether there was one */
  remove(fault: string): boolean {
    const index = this.#armed.findIndex((armed) => printFault(armed.fault) === fault);
    this.#armed = this.#armed.filter((_, at) => at !== index);
    return index >= 0;
  }

  /** Removes all faults. */
  clear(): void {
    this.#armed = [];
  }

  /** The faults that can still hit. */
  list(): Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /**
   * The fault that hits this request, if any. Where several are due, all count the request, the one added first hits,
   * and the others stay due: none is lost.
   */
  forRequest(command: string | undefined, extensionId: string | undefined): Fault | undefined {
    return this.#next(
      (fault) =>
        fault.kind !== "refuse" &&
        (fault.command === undefined || fault.command === command) &&
        (fault.extensionId === undefined || fault.extensionId === extensionId),
    );
  }

  /** The fault that hits this connection, if any. */
  forConnection(): Fault | undefined {
    return this.#next((fault) => fault.kind === "refuse");
  }

  #next(matches: (fault: Fault) => boolean): Fault | undefined {
    const matching = this.#armed.filter(({ fault }) => matches(fault));
    for (const armed of matching) {
      armed.seen += 1;
    }
    const due = matching.find(({ fault, seen }) => seen >= (fault.first ?? 1));
    if (due === undefined) {
      return undefined;
    }
    due.hits += 1;
    const { first = 1, last = first } = due.fault;
    if (due.hits > last - first) {
      this.#armed = this.#armed.filter((armed) => armed !== due);
    }
    return due.fault;
  }
}
