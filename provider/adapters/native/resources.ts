import type { ResourceType } from "../../types/resourceType";
import { resourceTypes } from "../../types/resourceTypes";
import { nativeToken } from "../../types/tokens";
import { unimplemented } from "./failure";

/** The resource types of the native plugin, by their tokens. */
const nativeResources: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.entries(resourceTypes).map(([name, type]) => [nativeToken(name), type as ResourceType]),
);

/**
 * The resource type of a token, such as `ozeki:index:SipExtension`.
 *
 * @throws Failure for a resource that this plugin does not have
 */
export function resourceByToken(token: string): ResourceType {
  const resource = Object.hasOwn(nativeResources, token) ? nativeResources[token] : undefined;
  if (resource === undefined) {
    throw unimplemented(`The resource ${token}`);
  }
  return resource;
}
