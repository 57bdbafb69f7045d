import * as pulumi from "@pulumi/pulumi";
import type { LookUpArgs } from "./lookUpArgs";
import { onceKnown, onExtension } from "./oneExtension";
import { outputsOf } from "./outputs";
import { lookUps } from "./pbx";

/** An extension of whatever type, as the PBX had it when the program ran. */
export interface GetExtensionResult {
  /** The extension's ID: element `ID`. */
  extensionId: string;
  /** The attribute `knownType` of its ConfigXML. Its type, by which writes call it, is told by `listExtensions`. */
  knownType: string;
  /** Elements that are a text, by the PBX's own names for them. */
  elements: Record<string, string>;
  /** Those of them that look like a secret, by their name (`AccessPin`) or their form (an address with a login). A secret. */
  secretElements: pulumi.Output<Record<string, string>>;
  /** Elements that are more than a text, as XML, one after the other. */
  xml?: string;
  /** Those of them that hold something that looks like a secret; undefined where there are none. A secret. */
  secretXml: pulumi.Output<string | undefined>;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** An extension of whatever type, as the PBX had it when the program ran: one Output for each property. */
export interface GetExtensionOutputResult {
  /** The extension's ID: element `ID`. */
  extensionId: pulumi.Output<string>;
  /** The attribute `knownType` of its ConfigXML. Its type, by which writes call it, is told by `listExtensions`. */
  knownType: pulumi.Output<string>;
  /** Elements that are a text, by the PBX's own names for them. */
  elements: pulumi.Output<Record<string, string>>;
  /** Those of them that look like a secret, by their name (`AccessPin`) or their form (an address with a login). A secret. */
  secretElements: pulumi.Output<Record<string, string>>;
  /** Elements that are more than a text, as XML, one after the other. */
  xml: pulumi.Output<string | undefined>;
  /** Those of them that hold something that looks like a secret; undefined where there are none. A secret. */
  secretXml: pulumi.Output<string | undefined>;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: pulumi.Output<string>;
}

const find = (extensionId: string, args: LookUpArgs) =>
  onExtension(extensionId, args, (client, options) => lookUps().getExtension(client, extensionId, options));

/**
 * Looks an extension up on the PBX, of whatever type: the command GetConfig.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 * @throws NoSuchExtension where the PBX has none of that ID
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export async function getExtension(extensionId: string, args: LookUpArgs = {}): Promise<GetExtensionResult> {
  const { secretElements, secretXml, ...open } = await find(extensionId, args);
  return { ...open, secretElements: pulumi.secret(secretElements), secretXml: pulumi.secret(secretXml) };
}

/**
 * {@link getExtension} for values that are not known yet: then it is looked up once they are, and not in a preview.
 * For an extension that this program makes itself, pass the resource's `id`, which is not known before it is made.
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 */
export function getExtensionOutput(
  extensionId: pulumi.Input<string>,
  args: { connection?: pulumi.Input<string | undefined> | undefined } = {},
): GetExtensionOutputResult {
  const found = onceKnown(extensionId, args, find);
  return outputsOf(
    found,
    ["extensionId", "knownType", "elements", "secretElements", "xml", "secretXml", "pbx"],
    ["secretElements", "secretXml"],
  ) as GetExtensionOutputResult;
}
