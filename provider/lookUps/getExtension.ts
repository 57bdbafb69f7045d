import { openAndSecret } from "../lifecycle/extension/contentOf";
import type { OzekiClient } from "../ozeki";
import { found } from "./found";
import type { LookUpOptions } from "./lookUp";

/** An extension of whatever type, as the PBX has it at the moment. */
export interface FoundExtension {
  extensionId: string;
  /** The attribute `knownType` of its ConfigXML; empty where it has none. */
  knownType: string;
  /** Elements that are a text, by name. */
  elements: Record<string, string>;
  /** Those of them that look like a secret, by their name or their form. */
  secretElements: Record<string, string>;
  /** Elements that are more than a text, as XML, one after the other. */
  xml?: string;
  /** Those of them that hold something that looks like a secret. */
  secretXml?: string;
  /** Origin of the PBX. */
  pbx: string;
}

/**
 * Looks an extension up, of whatever type (GetConfig).
 *
 * @throws NoSuchExtension where there is none of that ID
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export async function getExtension(
  client: OzekiClient,
  extensionId: string,
  options: LookUpOptions = {},
): Promise<FoundExtension> {
  const config = await found(client, extensionId, options);
  const { open, secret } = openAndSecret(config, (name) => name !== "ID");
  return {
    extensionId,
    knownType: config.knownType ?? "",
    ...open,
    secretElements: secret.elements,
    ...(secret.xml !== undefined && { secretXml: secret.xml }),
    pbx: client.pbx,
  };
}
