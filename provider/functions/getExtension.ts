import type * as pulumi from "@pulumi/pulumi";
import type { FunctionDescriptor } from "./descriptor";
import { functionCall, reading } from "./lazy";
import type { FunctionArgs, InputsOfArgs, OutputResult, ResultWithSecrets } from "./types";

/** An extension of any type as the PBX has it at the moment. */
export interface FoundExtension {
  /** The extension's ID: element `ID`. */
  extensionId: string;
  /**
   * The attribute `knownType` of its ConfigXML; empty where it has none. `listExtensions` returns its type, which
   * writes need.
   */
  knownType: string;
  /** Elements with text only, by the PBX's own names for them. */
  elements: Record<string, string>;
  /**
   * Those of them that look like a secret, by their name (`AccessPin`) or their form (an address with a login). A
   * secret.
   */
  secretElements: Record<string, string>;
  /** Elements that are more than text, as XML, one after the other. */
  xml?: string;
  /** Those of them that hold something that looks like a secret; undefined where there are none. A secret. */
  secretXml?: string;
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** An extension of any type, as the PBX had it when the program ran. */
export interface GetExtensionResult extends ResultWithSecrets<FoundExtension, "secretElements" | "secretXml"> {}

/** An extension of any type, as the PBX had it when the program ran: one Output for each property. */
export interface GetExtensionOutputResult extends OutputResult<FoundExtension> {}

/**
 * The function `getExtension`, for the adapters and the schema.
 *
 * @internal
 */
export const getExtensionDescriptor: FunctionDescriptor<FunctionArgs & { extensionId: string }, FoundExtension> = {
  name: "getExtension",
  args: ["extensionId"],
  secrets: ["secretElements", "secretXml"],
  result: ["extensionId", "knownType", "elements", "secretElements", "xml", "secretXml", "pbx"],
  async run(client, { extensionId }, options) {
    const { elementsIn, readConfig } = reading();
    const config = await readConfig(client, extensionId, options);
    const { open, secret } = elementsIn(config);
    return {
      extensionId,
      knownType: config.knownType ?? "",
      ...open,
      secretElements: secret.elements,
      ...(secret.xml !== undefined && { secretXml: secret.xml }),
      pbx: client.pbx,
    };
  },
};

/**
 * Reads an extension of any type from the PBX: the command GetConfig.
 *
 * It is read whenever the program runs, in every preview too, and is not in the state.
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 * @throws NoSuchExtension where the PBX has no extension with that ID
 * @throws pulumi.RunError where the PBX refuses or does not answer
 */
export async function getExtension(extensionId: string, args: FunctionArgs = {}): Promise<GetExtensionResult> {
  return (await functionCall().callWithSecrets(getExtensionDescriptor, args, extensionId)) as GetExtensionResult;
}

/**
 * {@link getExtension} for values that are not known yet: it is read once they are, and not in a preview.
 * For an extension that this program creates, pass the resource's `id`, which is not known before it is created.
 *
 * @param extensionId - the extension's ID
 * @param args - which PBX
 */
export function getExtensionOutput(
  extensionId: pulumi.Input<string>,
  args: InputsOfArgs<FunctionArgs> = {},
): GetExtensionOutputResult {
  return functionCall().callOutput(getExtensionDescriptor, args, extensionId) as GetExtensionOutputResult;
}
