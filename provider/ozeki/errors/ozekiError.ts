import type { RequestSubject } from "../command";
import { describe } from "../command";
import { oneLine } from "../oneLine";

/** Whether the PBX may have got, and executed, a request that failed. */
export type Sent = "no" | "maybe";

/**
 * Something went wrong between this package and a PBX. The message says what failed, on which extension and PBX, and
 * what was answered. It never holds a body, a query or a secret.
 */
export abstract class OzekiError extends Error {
  /** What went wrong, in two or three words. */
  abstract readonly title: string;
  readonly subject: RequestSubject;
  /** Whether the PBX may have executed the command all the same. */
  readonly sent: Sent;
  /** How often the operation was tried. */
  attempts = 1;
  readonly #why: string;

  /** @param why - what went wrong, as the end of a sentence */
  constructor(subject: RequestSubject, sent: Sent, why: string, options?: ErrorOptions) {
    super("", options);
    this.name = new.target.name;
    this.subject = subject;
    this.sent = sent;
    this.#why = why;
    this.message = this.#describe();
  }

  /** Notes after how many attempts the operation was given up. */
  givenUpAfter(attempts: number): this {
    this.attempts = attempts;
    this.message = this.#describe();
    return this;
  }

  #describe(): string {
    const times = this.attempts > 1 ? ` after ${this.attempts} attempts` : "";
    return oneLine(`${describe(this.subject)} failed${times}: ${this.#why}.`);
  }
}
