import type { Clock } from "../clock";
import type { OzekiError, Sent } from "../errors";
import { ConnectionLost, PbxUnavailable } from "../errors";
import type { RequestSubject } from "../requestSubject";

/** While a PBX is off, one operation in this many milliseconds finds out whether it is back. */
export const PROBE_INTERVAL_MS = 3_000;

/** A time in which the PBX does not answer. */
interface Outage {
  /** The failure that began it: the only one with the full explanation. */
  readonly cause: OzekiError;
  lastProbe: number;
}

/**
 * Whether a PBX answers, as far as the operations of this run have found out.
 *
 * It is off once an operation has used up all its retries without an answer, and no request of any operation got one since
 * that operation began; at once where the failure does not heal by itself. A PBX that is slow or drops single connections
 * answers others meanwhile. From then on operations fail at once, but for one every few seconds: the first answer ends it.
 */
export class Availability {
  readonly #clock: Clock;
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #outage: Outage | undefined;
  #next = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Aborted when the PBX is found to be off: what waits need not wait any longer. Another one after each outage. */
  get off(): AbortSignal {
    return this.#next.signal;
  }

  /** A request got an answer, whatever it was. */
  answered(): void {
    this.#lastAnswer = this.#clock.now();
    if (this.#outage !== undefined) {
      this.#outage = undefined;
      this.#next = new AbortController();
    }
  }

  /**
   * To be called before a request.
   *
   * @returns whether it is a probe: one that is sent although the PBX is off
   * @throws PbxUnavailable where the PBX is off, and another operation has just tried
   */
  assertWorthTrying(subject: RequestSubject): boolean {
    if (this.#outage === undefined) {
      return false;
    }
    const now = this.#clock.now();
    if (now - this.#outage.lastProbe < PROBE_INTERVAL_MS) {
      throw this.#refusal(subject, "no");
    }
    this.#outage.lastProbe = now;
    return true;
  }

  /**
   * A request failed without an answer.
   *
   * @returns the short error to end the operation with, where the PBX is off; `undefined` where it goes on
   */
  shortened(error: OzekiError): PbxUnavailable | undefined {
    return this.#outage === undefined ? undefined : this.#refusal(error.subject, error.sent);
  }

  /**
   * An operation ended without an answer.
   *
   * @param startedAt - when it began
   */
  gaveUp(error: OzekiError, startedAt: number): void {
    const usedUpRetries = error.attempts > 1 && !(error instanceof ConnectionLost);
    if (this.#outage === undefined && (error.isPermanent || (usedUpRetries && this.#lastAnswer <= startedAt))) {
      this.#outage = { cause: error, lastProbe: this.#clock.now() };
      this.#next.abort(new PbxIsOff());
    }
  }

  #refusal(subject: RequestSubject, sent: Sent): PbxUnavailable {
    return new PbxUnavailable(subject, sent, (this.#outage as Outage).cause.subject);
  }
}

/** The reason with which {@link Availability.off} is aborted. */
export class PbxIsOff extends Error {}
