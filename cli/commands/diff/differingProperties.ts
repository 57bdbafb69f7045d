import type { ConfigXml } from "../../../provider/api";
import { valueAt } from "../../../provider/secrets/properties";
import { secretProperties } from "../../../provider/types/propertyTable";
import type { StackExtension } from "../../shared/stackExtensions";

/** A property that the PBX and the state hold differently, with both values: they may be secrets. */
export interface DifferingProperty {
  /** Its path, such as `userId` or `elements.Codec`. */
  readonly path: string;
  readonly inState: unknown;
  readonly onPbx: unknown;
}

/**
 * The properties that the PBX and the state hold differently. Secrets are compared as far as they were decrypted.
 *
 * @throws LifecycleError where the PBX holds something that the resource cannot manage
 */
export function differingProperties(
  { resourceType, outputs, secretPaths }: StackExtension,
  found: ConfigXml,
  pbx: string,
): DifferingProperty[] {
  const { knownType } = resourceType.typeOf(outputs);
  if (found.knownType !== knownType) {
    return [{ path: "knownType", inState: knownType, onPbx: found.knownType }];
  }
  const present = resourceType.flatten(found, outputs, pbx);
  const isReadable = (path: string) => !secretPaths.has(path) || valueAt(outputs, path) !== undefined;
  const secrets = secretProperties(resourceType.table).filter(
    (name) => valueAt(present, name) !== valueAt(outputs, name),
  );
  return [...new Set([...resourceType.differing(present, outputs), ...secrets])]
    .filter(isReadable)
    .map((path) => ({ path, inState: valueAt(outputs, path), onPbx: valueAt(present, path) }));
}
