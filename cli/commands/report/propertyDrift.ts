import type { ConfigXml } from "../../../provider/api";
import { looksSecret } from "../../../provider/secrets/forms";
import type { Properties } from "../../../provider/secrets/properties";
import { namesIn, secretPaths } from "../../../provider/secrets/properties";
import { LifecycleError } from "../../../provider/types/errors";
import type { StackExtension } from "../../shared/stackExtensions";
import { differingProperties } from "../diff/differingProperties";
import type { PropertyDrift } from "./reportModel";
import { shortened } from "./reportModel";

/**
 * How an extension of the PBX differs from a resource of the stack. Of a secret it says only that it differs: of what the
 * state holds encrypted, of what the resource type keeps secret, and of what looks like a secret on either side.
 *
 * @returns why the two cannot be compared, where they cannot
 */
export function propertyDrift(extension: StackExtension, found: ConfigXml, pbx: string): PropertyDrift[] | string {
  try {
    return differingProperties(extension, found, pbx).map(({ path, inState, onPbx }) => {
      const isSecret = isSecretIn(extension, path) || [inState, onPbx].some((value) => mayHoldSecret(path, value));
      return {
        property: path,
        inState: isSecret ? null : shown(inState),
        onPbx: isSecret ? null : shown(onPbx),
        isSecret,
      };
    });
  } catch (error) {
    if (error instanceof LifecycleError) {
      return error.message;
    }
    throw error;
  }
}

function isSecretIn({ resourceType, outputs, secretPaths: encrypted }: StackExtension, path: string): boolean {
  const ofType = secretPaths(resourceType.secretsIn(outputs as unknown as Properties));
  return [path, namesIn(path)[0]].some((secret) => encrypted.has(secret) || ofType.includes(secret));
}

/** XML may hold anything, so it is never shown. */
function mayHoldSecret(path: string, value: unknown): boolean {
  return path === "xml" || (typeof value === "string" && looksSecret(path.split(".").at(-1) ?? "", value));
}

function shown(value: unknown): string | null {
  return value === undefined || value === null ? null : shortened(String(value));
}
