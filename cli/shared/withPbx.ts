import {
  AccessForbidden,
  BadReply,
  ConfigNotFound,
  LoginRefused,
  OzekiError,
  UntrustedCertificate,
} from "../../provider/api";
import type { Connected, ConnectionOptions } from "./connect";
import { connect } from "./connect";
import type { Terminal } from "./terminal";
import { CommandFailed } from "./terminal";

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
    // What a command says itself may name what it has left behind.
    if (terminal.ended.aborted && !(error instanceof CommandFailed)) {
      throw new CommandFailed("Ended before it was done.", 130);
    }
    throw error instanceof OzekiError ? pbxFailure(error) : error;
  } finally {
    await connected.connections.close();
  }
}

/** A PBX refused or did not answer: what a person at the command line does about it. */
export function pbxFailure(error: OzekiError): CommandFailed {
  return new CommandFailed(`error: ${error.message} ${nextStep(error, "; `pulumi-ozeki doctor` looks closer")}`, 1);
}

/**
 * What to do next, in a sentence.
 *
 * @param closer - how to look closer, where that is something else than what the user has just done
 */
export function nextStep(error: OzekiError, closer = ""): string {
  if (error instanceof LoginRefused) {
    return "Give the login of an office user: --username NAME, with the password in OZEKI_PASSWORD; or ozeki:username and ozeki:password of the stack.";
  }
  if (error instanceof AccessForbidden) {
    return error.code === 307
      ? "Allow the address of this machine in the settings of the PBX's HTTP API."
      : "Give this office user the right to use the API, or log in as another.";
  }
  if (error instanceof ConfigNotFound) {
    return "`pulumi-ozeki list` shows what there is.";
  }
  if (error instanceof UntrustedCertificate) {
    return "Name the PEM file of the authority that signed it with --ca-file.";
  }
  if (error instanceof BadReply) {
    return `See that the address is that of the PBX's HTTP API, http://HOST:7780, and what stands between${closer}.`;
  }
  return `See that the PBX runs, that the address is right and that no firewall is in between${closer}.`;
}
