import type { Terminal } from "./terminal";
import { CommandFailed } from "./terminal";

/**
 * Stops where the user has ended the command, before that is taken for a failure.
 *
 * @param what - how things stand then
 * @throws CommandFailed
 */
export function stopIfEnded({ ended }: Pick<Terminal, "ended">, what = "Ended before it was done."): void {
  if (ended.aborted) {
    throw new CommandFailed(what, 130);
  }
}
