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
  /** The error of the attempt. */
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

/** How long an attempt may take before its silence is reported. */
export const SILENCE_MS = 5_000;

/** An attempt still has no answer. */
export type Silence = Pick<Retry, "attempt" | "attempts" | "elapsed">;

/** How the caller of an operation follows and cancels it. */
export interface RetryHooks {
  /** Called before each wait. */
  onRetry?: (retry: Retry) => void;
  /** Called once an attempt has taken {@link SILENCE_MS}. */
  onSilence?: (silence: Silence) => void;
  /** Cancels the operation at once. */
  signal?: AbortSignal;
  /** Lets a request that was sent finish, and cancels what would follow. */
  stopping?: AbortSignal;
  /** Milliseconds that all attempts may take together, instead of the limit for all operations. */
  totalTime?: number;
  /** How often the operation is repeated, in place of the limit for all operations where that is higher. */
  maxRetries?: number;
}

/** What an operation passes to each of its requests. */
export interface RequestOptions {
  /** Cancels the request, in the queue or on the wire. */
  signal?: AbortSignal | undefined;
  /** Cancels the request while it is in the queue. */
  stopping?: AbortSignal | undefined;
  /** Called when the request leaves the queue. Returns the milliseconds that its answer may take. */
  onStart?: () => number;
}

/** One attempt at an operation. */
export interface Attempt {
  /** To be passed to every request. */
  options: RequestOptions;
  /** Whether an earlier attempt may have been executed: then its outcome must be verified first. */
  verifyFirst: boolean;
}

/**
 * Runs an operation, and repeats it within limits of number and time. It may consist of several requests; each attempt
 * starts again with the first.
 *
 * @param availability - what the operations of this run know of the PBX
 * @throws PbxUnavailable where the PBX was found to be off meanwhile
 * @throws the error of the last attempt
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
  for (let attempt = 1; ; attempt++) {
    let silence: NodeJS.Timeout | undefined;
    const onStart = () => {
      startedAt ??= clock.now();
      silence ??= setTimeout(() => hooks.onSilence?.({ attempt, attempts, elapsed: elapsed() }), SILENCE_MS).unref();
      return Math.max(1, Math.min(limits.requestTime, totalTime - elapsed()));
    };
    try {
      return await attemptOnce({ options: { signal, stopping, onStart }, verifyFirst });
    } catch (error) {
      // A request without a connection never started: the time runs from here on.
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
        const final = error.afterAttempts(attempt);
        if (hooks.maxRetries === undefined) {
          availability.gaveUp(final, startedAt);
        }
        throw final;
      }
      verifyFirst ||= rule === "verify first";
      hooks.onRetry?.({ error, attempt: attempt + 1, attempts, delay, elapsed: elapsed() });
      clearTimeout(silence);
      await clock.sleep(delay, anySignal(signal, stopping, availability.off)).catch((reason: unknown) => {
        if (!(reason instanceof PbxIsOff)) {
          throw reason;
        }
      });
    } finally {
      clearTimeout(silence);
    }
  }
}
