import { commandTable } from "../commands";
import { ConnectionLost, GatewayFailure, OzekiError, RequestTimedOut, Unreachable } from "../errors";
import type { Command } from "../requestSubject";

/** What an operation does when its last attempt failed. */
export type RetryRule =
  /** It failed for good. */
  | "give up"
  /** It may be sent again as it is. */
  | "repeat"
  /** The PBX may have executed it: find out the outcome before anything is sent again. */
  | "verify first";

/**
 * Whether an operation is repeated. A pure function: how often and how long is up to the caller.
 *
 * @param operation - the command that the operation is there for
 * @param error - what the last attempt ended in
 */
export function retryRule(operation: Command, error: unknown): RetryRule {
  // An unknown host name stays unknown.
  if (error instanceof OzekiError && error.isPermanent) {
    return "give up";
  }
  // The PBX got nothing: there is nothing that a repetition could do twice.
  if (error instanceof Unreachable) {
    return "repeat";
  }
  // Lost, late and cut answers, and a proxy that got none: the command may have been executed.
  if (error instanceof ConnectionLost || error instanceof RequestTimedOut || error instanceof GatewayFailure) {
    return commandTable[operation].afterLostReply;
  }
  // The PBX answered, or something that is no PBX did, or its certificate is wrong: the next answer would be the same.
  // And what nobody knows is never repeated.
  return "give up";
}

const FIRST = 500;
const LONGEST = 8_000;

/**
 * How long to wait before the next attempt: half a second, doubled each time up to 8 s, and of that a random part
 * between a half and all, so that many operations do not come back at once.
 *
 * @param attempt - the number of the attempt that failed, from 1
 * @param random - from 0 up to 1
 * @returns milliseconds
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}
