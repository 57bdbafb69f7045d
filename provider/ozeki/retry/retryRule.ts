import type { Command } from "../command";
import { commandTable } from "../commandTable";
import { ConnectionLost } from "../errors/connectionLost";
import { GatewayFailure } from "../errors/gatewayFailure";
import { RequestTimedOut } from "../errors/requestTimedOut";
import { Unreachable } from "../errors/unreachable";

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
