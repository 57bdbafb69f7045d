import type * as pulumi from "@pulumi/pulumi";
import type { FunctionArgs, FunctionDescriptor, InputsOfArgs } from "./descriptor";
import { readCommand } from "./descriptor";
import { InvalidArgument } from "./errors";
import { functionCall } from "./functionCall";
import { InvalidPattern, matchId } from "./matchId";

/** Which extensions to list, and of which PBX. */
export interface ListExtensionsArgs extends FunctionArgs {
  /** Only those of this type, such as `SIP`. @default all */
  type?: string | undefined;
  /**
   * Only those whose ID matches: `*` and `?` stand for any characters and for one, `{a,b}` for either, `[0-9]` for one
   * of several, `[!0-9]` for none of them.
   *
   * @default all
   */
  match?: string | undefined;
}

/** An extension in a list. */
export interface ListedExtension {
  /** The extension's ID. */
  id: string;
  /** The PBX's name for its type, such as `SIP`. */
  type: string;
}

/** The function `listExtensions`, for the adapters and the schema. */
export const listExtensionsDescriptor: FunctionDescriptor<ListExtensionsArgs, ListedExtension[]> = {
  name: "listExtensions",
  args: ["type", "match"],
  secrets: [],
  result: "extensions",
  async run(client, { type, match }, options) {
    const isLike = match === undefined ? () => true : matcher(match);
    const all = await readCommand(client, "ListExtensions", options, (request) => client.listExtensions(request));
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
export function listExtensions(args: ListExtensionsArgs = {}): Promise<ListedExtension[]> {
  return functionCall().callFunction(listExtensionsDescriptor, args);
}

/** {@link listExtensions} for arguments that are not known yet. */
export function listExtensionsOutput(args: InputsOfArgs<ListExtensionsArgs> = {}): pulumi.Output<ListedExtension[]> {
  return functionCall().callOutput(listExtensionsDescriptor, args) as pulumi.Output<ListedExtension[]>;
}

function matcher(pattern: string): (id: string) => boolean {
  try {
    return matchId([pattern]);
  } catch (error) {
    throw error instanceof InvalidPattern ? new InvalidArgument("match", `is not a pattern: ${error.message}`) : error;
  }
}
