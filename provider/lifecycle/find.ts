import type { ConfigXml, OzekiClient, RequestOptions } from "../ozeki";
import { ConfigNotFound } from "../ozeki";

/**
 * Looks for an extension.
 *
 * @returns undefined where the PBX says that it has none of that ID (code 701); every other failure is thrown
 */
export async function find(
  client: OzekiClient,
  extensionId: string,
  options: RequestOptions,
): Promise<ConfigXml | undefined> {
  try {
    return await client.getConfig(extensionId, options);
  } catch (error) {
    if (error instanceof ConfigNotFound) {
      return undefined;
    }
    throw error;
  }
}
