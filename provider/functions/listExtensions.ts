import * as pulumi from "@pulumi/pulumi";
import type { LookUpArgs } from "./lookUpArgs";
import { lookUps, onPbx } from "./pbx";

/** Which extensions are wanted, and of which PBX. */
export interface ListExtensionsArgs extends LookUpArgs {
  /** Only those of this type, such as `SIP`. @default all */
  type?: string | undefined;
  /**
   * Only those whose ID is like this: `*` and `?` stand for any characters and for one, `{a,b}` for either, `[0-9]` for one
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

/**
 * Lists the extensions of the PBX, in its own order: the command ListExtensions.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which extensions, of which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listExtensions(args: ListExtensionsArgs = {}): Promise<ListedExtension[]> {
  const { type, match } = args;
  const filter = { ...(type !== undefined && { type }), ...(match !== undefined && { match }) };
  return onPbx(
    args,
    ({ checkOptions }) => checkOptions(args, ["type", "match", "connection"]),
    (client, options) => lookUps().listExtensions(client, filter, options),
  );
}

/** {@link listExtensions} for arguments that are not known yet. */
export function listExtensionsOutput(
  args: {
    type?: pulumi.Input<string | undefined> | undefined;
    match?: pulumi.Input<string | undefined> | undefined;
    connection?: pulumi.Input<string | undefined> | undefined;
  } = {},
): pulumi.Output<ListedExtension[]> {
  return pulumi.output(args).apply((given) => listExtensions(given));
}
