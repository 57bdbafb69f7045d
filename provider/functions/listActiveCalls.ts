import type * as pulumi from "@pulumi/pulumi";
import type { ActiveCall } from "../api/payloads";
import type { FunctionDescriptor } from "./descriptor";
import { functionCall, reading } from "./lazy";
import type { FunctionArgs, InputsOfArgs } from "./types";

/**
 * The function `listActiveCalls`, for the adapters and the schema.
 *
 * @internal
 */
export const listActiveCallsDescriptor: FunctionDescriptor<FunctionArgs, ActiveCall[]> = {
  name: "listActiveCalls",
  args: [],
  secrets: [],
  result: "calls",
  run: (client, _args, options) =>
    reading().readCommand(client, "ListActiveCalls", options, (request) => client.listActiveCalls(request)),
};

/**
 * Lists the active calls: the command ListActiveCalls.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listActiveCalls(args: FunctionArgs = {}): Promise<ActiveCall[]> {
  return functionCall().callFunction(listActiveCallsDescriptor, args);
}

/** {@link listActiveCalls} for arguments that are not known yet. */
export function listActiveCallsOutput(args: InputsOfArgs<FunctionArgs> = {}): pulumi.Output<ActiveCall[]> {
  return functionCall().callOutput(listActiveCallsDescriptor, args) as pulumi.Output<ActiveCall[]>;
}
