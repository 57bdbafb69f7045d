import { OzekiError } from "../../provider/api";
import { messageWithNextStep } from "../../provider/lifecycle/advice";
import type { Connected, ConnectionOptions } from "./connect";
import { connect } from "./connect";
import type { Terminal } from "./terminal";
import { CommandFailed, stopIfEnded } from "./terminal";

/**
 * Runs what a command does with a PBX, and closes the connections after it.
 *
 * @throws CommandFailed where the PBX refuses or does not answer, or where the user ended the command
 */
export async function withPbx<Result>(
  options: ConnectionOptions,
  terminal: Terminal,
  run: (connected: Connected) => Promise<Result>,
): Promise<Result> {
  const connected = await connect(options, terminal);
  try {
    return await run(connected);
  } catch (error) {
    // A command's own message may name what it has left behind.
    if (!(error instanceof CommandFailed)) {
      stopIfEnded(terminal);
    }
    throw error instanceof OzekiError ? pbxFailure(error) : error;
  } finally {
    await connected.connections.close();
  }
}

/** A PBX refused or did not answer: what failed, and what to do next. */
export function pbxFailure(error: OzekiError): CommandFailed {
  return new CommandFailed(`error: ${messageWithNextStep(error, "command")}`, 1);
}
