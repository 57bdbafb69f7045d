import type { OzekiClient } from "../ozeki";
import type { LookUpOptions } from "./lookUp";
import { lookUp } from "./lookUp";

/**
 * Lists the types of extensions that the PBX knows (ListExtensionTypes).
 *
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export function listExtensionTypes(client: OzekiClient, options: LookUpOptions = {}): Promise<string[]> {
  return lookUp(client, "ListExtensionTypes", options, (request) => client.listExtensionTypes(request));
}
