import * as pulumi from "@pulumi/pulumi";
import type { LookUpArgs } from "./lookUpArgs";
import { lookUps, onPbx } from "./pbx";

/**
 * Lists the types of extensions that the PBX knows: the command ListExtensionTypes.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param args - which PBX
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export function listExtensionTypes(args: LookUpArgs = {}): Promise<string[]> {
  return onPbx(
    args,
    ({ checkOptions }) => checkOptions(args, ["connection"]),
    (client, options) => lookUps().listExtensionTypes(client, options),
  );
}

/** {@link listExtensionTypes} for arguments that are not known yet. */
export function listExtensionTypesOutput(
  args: { connection?: pulumi.Input<string | undefined> | undefined } = {},
): pulumi.Output<string[]> {
  return pulumi.output(args).apply((given) => listExtensionTypes(given));
}
