import type { ExtensionSummary, OzekiClient } from "../ozeki";
import { InvalidArgument } from "./errors/invalidArgument";
import type { LookUpOptions } from "./lookUp";
import { lookUp } from "./lookUp";
import { InvalidPattern, matchId } from "./matchId";

/** Which extensions are wanted. */
export interface ExtensionFilter {
  /** Only those of this type, such as `SIP`. */
  type?: string;
  /** Only those whose ID is like this, such as `1*` or `{10,20}??`. */
  match?: string;
}

/**
 * Lists extensions (ListExtensions), in the PBX's order.
 *
 * @throws InvalidArgument where `match` is no pattern
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export async function listExtensions(
  client: OzekiClient,
  { type, match }: ExtensionFilter = {},
  options: LookUpOptions = {},
): Promise<ExtensionSummary[]> {
  const isLike = match === undefined ? () => true : matcher(match);
  const all = await lookUp(client, "ListExtensions", options, (request) => client.listExtensions(request));
  return all.filter((extension) => (type === undefined || extension.type === type) && isLike(extension.id));
}

function matcher(pattern: string): (id: string) => boolean {
  try {
    return matchId([pattern]);
  } catch (error) {
    throw error instanceof InvalidPattern ? new InvalidArgument("match", `is no pattern: ${error.message}`) : error;
  }
}
