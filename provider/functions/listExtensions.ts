import type * as pulumi from "@pulumi/pulumi";
import type { ExtensionSummary } from "../api/payloads";
import type { FunctionDescriptor } from "./descriptor";
import { functionCall, reading } from "./lazy";
import type { FunctionArgs, InputsOfArgs } from "./types";

/** Which extensions to list, and of which PBX. */
export interface ListExtensionsArgs extends FunctionArgs {
  /** Only those of this type, such as `SIP`. @default all */
  type?: string | undefined;
  /**
   * Only those whose ID matches: `*` matches any characters, `?` one character, `{a,b}` either, `[0-9]` one of several,
   * `[!0-9]` none of them.
   *
   * @default all
   */
  match?: string | undefined;
}

/**
 * The function `listExtensions`, for the adapters and the schema.
 *
 * @internal
 */
export const listExtensionsDescriptor: FunctionDescriptor<ListExtensionsArgs, ExtensionSummary[]> = {
  name: "listExtensions",
  args: ["type", "match"],
  secrets: [],
  result: "extensions",
  async run(client, { type, match }, options) {
    const isLike = match === undefined ? () => true : reading().matcher(match);
    const all = await reading().readCommand(client, "ListExtensions", options, (request) =>
      client.listExtensions(request),
    );
    return all.filter((extension) => (type === undefined || extension.type === type) && isLike(extension.id));
  },
};

/**
 * Lists the extensions of the PBX, in its own order: the command ListExtensions.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which extensions, of which PBX
 * @throws pulumi.RunError where an argument is not valid, or the PBX refuses or does not answer
 */
export function listExtensions(args: ListExtensionsArgs = {}): Promise<ExtensionSummary[]> {
  return functionCall().callFunction(listExtensionsDescriptor, args);
}

/** {@link listExtensions} for arguments that are not known yet. */
export function listExtensionsOutput(args: InputsOfArgs<ListExtensionsArgs> = {}): pulumi.Output<ExtensionSummary[]> {
  return functionCall().callOutput(listExtensionsDescriptor, args) as pulumi.Output<ExtensionSummary[]>;
}
