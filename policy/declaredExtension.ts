import type { Properties } from "../provider/secrets/properties";
import { isRecord } from "../provider/secrets/properties";
import { scopeOfPlaceholder } from "../provider/types/propertyTable";
import { isGenerated } from "../provider/types/sipExtension/generatedPassword";
import { dynamicToken, nativeToken } from "../provider/types/tokens";
import { UNKNOWN } from "../provider/types/unknown";

/** What the engine passes to an analyzer of one resource. */
export interface AnalyzedResource {
  urn: string;
  type: string;
  /** Inputs, or in the analysis of a whole stack outputs. Secrets are plain values, unknown ones are {@link UNKNOWN}. */
  properties: Properties;
  /** The resource option `protect`. */
  isProtected: boolean;
}

/** An extension as the rules see it. What is not known yet, or was not decrypted, is undefined. */
export interface DeclaredExtension {
  urn: string;
  extensionId: string | undefined;
  userId: string | undefined;
  password: string | undefined;
  /** Whether the resource generates a password where the program declares none. */
  generatesPassword: boolean;
  /** Whether this package generated the password; undefined where that cannot be known. */
  isPasswordGenerated: boolean | undefined;
  isEnabled: boolean | undefined;
  isProtected: boolean;
}

/** What `pulumi policy analyze --file` passes in place of a secret that it cannot decrypt. */
const REDACTED = "[secret]";

const SIP_EXTENSION_TYPES = [dynamicToken("SipExtension"), nativeToken("SipExtension")];
const EXTENSION_TYPES = [dynamicToken("Extension"), nativeToken("Extension")];

/** The extension that a resource declares; undefined for a resource of another type. */
export function declaredExtension(resource: AnalyzedResource): DeclaredExtension | undefined {
  const { type, properties } = resource;
  if (SIP_EXTENSION_TYPES.includes(type)) {
    const { userId, password, enabled } = properties;
    return extensionOf(resource, true, { userId, password, enabled });
  }
  if (EXTENSION_TYPES.includes(type)) {
    // Another type has them as elements, if it has them.
    const {
      UserID: userId,
      Password: password,
      Enabled: enabled,
    } = isRecord(properties.elements) ? properties.elements : ({} as Properties);
    return extensionOf(resource, false, { userId, password, enabled });
  }
  return undefined;
}

function extensionOf(
  { urn, properties, isProtected }: AnalyzedResource,
  generatesPassword: boolean,
  values: Record<"userId" | "password" | "enabled", unknown>,
): DeclaredExtension {
  const extensionId = knownString(properties.extensionId);
  const password = passwordOf(values.password);
  return {
    urn,
    extensionId,
    userId: knownString(values.userId),
    password,
    generatesPassword,
    isPasswordGenerated:
      password === undefined || extensionId === undefined ? undefined : isGenerated(password, extensionId),
    isEnabled: isEnabled(values.enabled),
    isProtected,
  };
}

function passwordOf(value: unknown): string | undefined {
  const password = knownString(value);
  // The placeholder of an imported extension means the password that it has.
  return password === REDACTED || scopeOfPlaceholder(password) !== undefined ? undefined : password;
}

function knownString(value: unknown): string | undefined {
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** An extension that does not say is enabled. In elements, it is a string. */
function isEnabled(value: unknown): boolean | undefined {
  return value === UNKNOWN ? undefined : String(value).trim().toLowerCase() !== "false";
}
