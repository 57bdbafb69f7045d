import { commandTable } from "../commands";
import { ConnectionLost, GatewayFailure, OzekiError, RequestTimedOut, Unreachable } from "../errors";
import type { Command } from "../requestSubject";

/** What an operation does when its last attempt failed. */
export type RetryRule =
  /** It failed finally. */
  | "give up"
  /** It may be sent again as it is. */
  | "repeat"
  /** The PBX may have executed it: verify the outcome before anything is sent again. */
  | "verify first";

/**
 * Whether an operation is repeated. A pure function: the caller decides how often and how long.
 *
 * @param operation - the command that the operation is for
 * @param error - the error of the last attempt
 */
export function retryRule(operation: Command, error: unknown): RetryRule {
  // An unknown host name stays unknown.
  if (error instanceof OzekiError && error.isPermanent) {
    return "give up";
  }
  // The PBX received nothing, so a repetition cannot do anything twice.
  if (error instanceof Unreachable) {
    return "repeat";
  }
  // A lost, late or cut answer, or a proxy without one: the command may have been executed.
  if (error instanceof ConnectionLost || error instanceof RequestTimedOut || error instanceof GatewayFailure) {
    return commandTable[operation].afterLostReply;
  }
  // The PBX answered, or something else did, or its certificate is wrong: the next answer would be the same. Unknown
  // errors are never repeated.
  return "give up";
}

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8_000;

/**
 * How long to wait before the next attempt: half a second, doubled each time up to 8 s, of which a random part between
 * a half and all, so that many operations do not repeat at the same time.
 *
 * @param attempt - the number of the attempt that failed, from 1
 * @param random - from 0 up to 1
 * @returns milliseconds
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
