import type { Clock } from "../clock";
import { anySignal } from "../clock";
import { OzekiError } from "../errors";
import type { Command } from "../requestSubject";
import { Availability, PbxIsOff } from "./availability";
import { backoff, retryRule } from "./retryRule";

/** The bounds of an operation. */
export interface RetryLimits {
  /** How often it is repeated. */
  maxRetries: number;
  /** Milliseconds that all its attempts may take together, from the moment its first request leaves the queue. */
  totalTime: number;
  /** Milliseconds that one request may take. */
  requestTime: number;
}

/** An attempt failed and another one follows. */
export interface Retry {
  /** What the attempt ended in. */
  error: OzekiError;
  /** The number of the attempt that follows, from 2. */
  attempt: number;
  /** How many attempts there are at the most. */
  attempts: number;
  /** Milliseconds until then. */
  delay: number;
  /** Milliseconds since the first request of the operation left the queue. */
  elapsed: number;
}

/** How long an attempt goes on in silence before that is told, in milliseconds. */
export const SILENCE = 5_000;

/** An attempt is still going on, without an answer. */
export type Silence = Pick<Retry, "attempt" | "attempts" | "elapsed">;

/** What the caller of an operation wants to know and to say. */
export interface RetryHooks {
  /** Called before each wait. */
  onRetry?: (retry: Retry) => void;
  /** Called once an attempt goes on for longer than {@link SILENCE}. */
  onSilence?: (silence: Silence) => void;
  /** Gives the operation up, whatever it does at the moment. */
  signal?: AbortSignal;
  /** Lets what is on its way to the PBX come to its end, and gives up what would follow. */
  stopping?: AbortSignal;
  /** Milliseconds that all attempts may take together, in place of the limit for all operations. */
  totalTime?: number;
  /** How often the operation is repeated, in place of the limit for all operations where that is higher. */
  maxRetries?: number;
}

/** What every request of an operation is given along. */
export interface RequestOptions {
  /** Gives the request up, in the queue or on the wire. */
  signal?: AbortSignal | undefined;
  /** Gives the request up as long as it has not left the queue. */
  stopping?: AbortSignal | undefined;
  /** Called when the request leaves the queue; tells how many milliseconds its answer may take. */
  onStart?: () => number;
}

/** One attempt at an operation. */
export interface Attempt {
  /** To be passed to every request. */
  options: RequestOptions;
  /** Whether an earlier attempt may have been executed: then what came of it is to be found out first. */
  verifyFirst: boolean;
}

/**
 * Runs an operation, with repetitions, bounded in their number and in time. It may consist of several requests; each
 * attempt starts again with the first.
 *
 * @param availability - what the operations of this run know of the PBX
 * @throws PbxUnavailable where the PBX was found to be off meanwhile
 * @throws what the last attempt ended in
 */
export async function runOperation<Result>(
  operation: Command,
  attemptOnce: (attempt: Attempt) => Promise<Result>,
  limits: RetryLimits,
  clock: Clock,
  hooks: RetryHooks = {},
  availability = new Availability(clock),
): Promise<Result> {
  let startedAt: number | undefined;
  let verifyFirst = false;
  const elapsed = () => (startedAt === undefined ? 0 : clock.now() - startedAt);
  const maxRetries = Math.min(limits.maxRetries, hooks.maxRetries ?? limits.maxRetries);
  const attempts = maxRetries + 1;
  const totalTime = hooks.totalTime ?? limits.totalTime;
  const { signal, stopping } = hooks;
  const ending = anySignal(signal, stopping);
  for (let attempt = 1; ; attempt++) {
    let silence: NodeJS.Timeout | undefined;
    const onStart = () => {
      startedAt ??= clock.now();
      silence ??= setTimeout(() => hooks.onSilence?.({ attempt, attempts, elapsed: elapsed() }), SILENCE).unref();
      return Math.max(1, Math.min(limits.requestTime, totalTime - elapsed()));
    };
    try {
      return await attemptOnce({ options: { signal, stopping, onStart }, verifyFirst });
    } catch (error) {
      // A request that found no connection never started: the time runs from here on.
      startedAt ??= clock.now();
      const rule = retryRule(operation, error);
      if (!(error instanceof OzekiError) || (rule === "give up" && !error.isPermanent)) {
        throw error;
      }
      const shortened = availability.shortened(error);
      if (shortened !== undefined) {
        throw shortened;
      }
      const delay = backoff(attempt, clock.random());
      if (rule === "give up" || attempt > maxRetries || elapsed() + delay >= totalTime) {
        const final = error.givenUpAfter(attempt);
        if (hooks.maxRetries === undefined) {
          availability.gaveUp(final, startedAt);
        }
        throw final;
      }
      verifyFirst ||= rule === "verify first";
      hooks.onRetry?.({ error, attempt: attempt + 1, attempts, delay, elapsed: elapsed() });
      clearTimeout(silence);
      await clock.sleep(delay, anySignal(ending, availability.off)).catch((reason: unknown) => {
        if (!(reason instanceof PbxIsOff)) {
          throw reason;
        }
      });
    } finally {
      clearTimeout(silence);
    }
  }
}
