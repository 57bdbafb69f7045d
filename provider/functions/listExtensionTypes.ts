import type * as pulumi from "@pulumi/pulumi";
import type { FunctionDescriptor } from "./descriptor";
import { functionCall, reading } from "./lazy";
import type { FunctionArgs, InputsOfArgs } from "./types";

/**
 * The function `listExtensionTypes`, for the adapters and the schema.
 *
 * @internal
 */
export const listExtensionTypesDescriptor: FunctionDescriptor<FunctionArgs, string[]> = {
  name: "listExtensionTypes",
  args: [],
  secrets: [],
  result: "types",
  run: (client, _args, options) =>
    reading().readCommand(client, "ListExtensionTypes", options, (request) => client.listExtensionTypes(request)),
};

/**
 * Lists the types of extensions that the PBX knows: the command ListExtensionTypes.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listExtensionTypes(args: FunctionArgs = {}): Promise<string[]> {
  return functionCall().callFunction(listExtensionTypesDescriptor, args);
}

/** {@link listExtensionTypes} for arguments that are not known yet. */
export function listExtensionTypesOutput(args: InputsOfArgs<FunctionArgs> = {}): pulumi.Output<string[]> {
  return functionCall().callOutput(listExtensionTypesDescriptor, args) as pulumi.Output<string[]>;
}
