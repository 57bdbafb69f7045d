import type { ConfigXml } from "../../../provider/api";
import { secretProperties } from "../../../provider/types/propertyTable";
import type { StackExtension } from "../../shared/stackExtensions";

/**
 * The names of the properties that the PBX and the state hold differently, such as `userId` or `elements.Codec`. Values are
 * compared, secrets too, and not returned.
 *
 * @throws LifecycleError where the PBX holds something that the resource cannot manage
 */
export function differingProperties(
  { resourceType, outputs }: StackExtension,
  found: ConfigXml,
  pbx: string,
): string[] {
  if (found.knownType !== resourceType.typeOf(outputs).knownType) {
    return ["knownType"];
  }
  const present = resourceType.flatten(found, outputs, pbx);
  const property = (properties: object, name: string) => (properties as Record<string, unknown>)[name];
  const secrets = secretProperties(resourceType.table).filter(
    (name) => property(present, name) !== property(outputs, name),
  );
  return [...new Set([...resourceType.differing(present, outputs), ...secrets])];
}
