import type { Output } from "@pulumi/pulumi";
import { readSipExtensions, SipExtension } from "pulumi-ozeki";

/** What to type into each phone, by its number: `pulumi stack output passwords --show-secrets` */
export const passwords: Record<string, Output<string>> = {};

// One row of extensions.csv is one extension. A row that a colleague deletes by mistake deletes no phone, because each is protected.
for (const { name, args, protect } of readSipExtensions("extensions.csv")) {
  passwords[args.extensionId] = new SipExtension(name, args, { protect }).password;
}
