import type * as pulumi from "@pulumi/pulumi";
import type { FunctionArgs, FunctionDescriptor, InputsOfArgs } from "./descriptor";
import { readCommand } from "./descriptor";
import { functionCall } from "./functionCall";

/** A call that was going on when the program ran, as the PBX writes it; empty where it writes nothing. */
export interface ListedCall {
  /** Element `CallState`. */
  callState: string;
  /** Element `CallId`. */
  callId: string;
  /** Who calls: element `Source`. */
  source: string;
  /** Element `CallerId`. */
  callerId: string;
  /** Who is called: element `Destination`. */
  destination: string;
  /** When the call began, in the PBX's own notation: element `StartTime`. */
  startTime: string;
  /** How long it has rung, in the PBX's own notation: element `RingDuration`. */
  ringDuration: string;
  /** How long the call has lasted, in the PBX's own notation: element `TalkDuration`. */
  talkDuration: string;
}

/** The function `listActiveCalls`, for the adapters and the schema. */
export const listActiveCallsDescriptor: FunctionDescriptor<FunctionArgs, ListedCall[]> = {
  name: "listActiveCalls",
  args: [],
  secrets: [],
  result: "calls",
  run: (client, _args, options) =>
    readCommand(client, "ListActiveCalls", options, (request) => client.listActiveCalls(request)),
};

/**
 * Lists the active calls: the command ListActiveCalls.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listActiveCalls(args: FunctionArgs = {}): Promise<ListedCall[]> {
  return functionCall().callFunction(listActiveCallsDescriptor, args);
}

/** {@link listActiveCalls} for arguments that are not known yet. */
export function listActiveCallsOutput(args: InputsOfArgs<FunctionArgs> = {}): pulumi.Output<ListedCall[]> {
  return functionCall().callOutput(listActiveCallsDescriptor, args) as pulumi.Output<ListedCall[]>;
}
