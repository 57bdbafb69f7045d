import type { ConfigXml, OzekiClient, RequestOptions } from "../api";
import { ConfigNotFound } from "../api/errors";
import type { Context } from "./context";
import { reportRetries } from "./context";

/**
 * Reads an extension in one attempt of an operation.
 *
 * @returns undefined where the PBX has no extension with that ID (code 701); every other failure is thrown
 */
export async function readExtension(
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

/**
 * Reads an extension as an operation of its own, which is repeated where the network fails.
 *
 * @returns undefined where the PBX has no extension with that ID (code 701); every other failure is thrown
 */
export function readWithRetries(
  { context, client }: { context: Context; client: OzekiClient },
  extensionId: string,
): Promise<ConfigXml | undefined> {
  return client.run(
    "GetConfig",
    ({ options }) => readExtension(client, extensionId, options),
    reportRetries(context, client),
  );
}
