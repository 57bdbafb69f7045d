import { readOnce } from "../lifecycle/readExtension";
import type { ConfigXml, OzekiClient } from "../ozeki";
import { NoSuchExtension } from "./errors/noSuchExtension";
import type { LookUpOptions } from "./lookUp";
import { lookUp } from "./lookUp";

/**
 * Reads the configuration of an extension (GetConfig).
 *
 * @throws NoSuchExtension where there is none of that ID
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export async function found(client: OzekiClient, extensionId: string, options: LookUpOptions): Promise<ConfigXml> {
  const config = await lookUp(client, "GetConfig", options, (request) => readOnce(client, extensionId, request));
  if (config === undefined) {
    throw new NoSuchExtension(client.pbx, extensionId);
  }
  return config;
}
