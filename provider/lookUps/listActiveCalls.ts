import type { ActiveCall, OzekiClient } from "../ozeki";
import type { LookUpOptions } from "./lookUp";
import { lookUp } from "./lookUp";

/**
 * Lists the calls that are going on (ListActiveCalls).
 *
 * @throws LookUpFailed where the PBX refuses or does not answer
 */
export function listActiveCalls(client: OzekiClient, options: LookUpOptions = {}): Promise<ActiveCall[]> {
  return lookUp(client, "ListActiveCalls", options, (request) => client.listActiveCalls(request));
}
