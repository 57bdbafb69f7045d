import * as pulumi from "@pulumi/pulumi";
import type { LookUpOptions } from "../lookUps/lookUp";
import type { OzekiClient } from "../ozeki";
import type { LookUpArgs } from "./lookUpArgs";
import { onPbx } from "./pbx";

/** {@link onPbx}, about one extension. */
export function onExtension<Found>(
  extensionId: string,
  args: LookUpArgs,
  run: (client: OzekiClient, options: LookUpOptions) => Promise<Found>,
): Promise<Found> {
  return onPbx(
    args,
    ({ checkId, checkOptions }) => {
      checkId(extensionId);
      checkOptions(args, ["connection"]);
    },
    run,
  );
}

/** Looks one extension up as soon as it is known which. */
export function onceKnown<Found>(
  extensionId: pulumi.Input<string>,
  args: { connection?: pulumi.Input<string | undefined> | undefined },
  find: (extensionId: string, args: LookUpArgs) => Promise<Found>,
): pulumi.Output<Found> {
  return pulumi.output({ extensionId, args }).apply((given) => find(given.extensionId, given.args));
}
