import type { Properties, Secrets } from "../../secrets/properties";
import { defineProperty, isRecord } from "../../secrets/properties";

/** The key that marks a special value in Pulumi's wire format. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value is the envelope of a secret. */
export function isSecretEnvelope(value: Properties): boolean {
  return value[SIGNATURE] === SECRET;
}

/**
 * The envelope of a secret.
 *
 * @param key - the key that holds the secret: `value` in the protocols, `plaintext` in an import file
 */
export function secretEnvelope(value: unknown, key: "value" | "plaintext" = "value"): Properties {
  return { [SIGNATURE]: SECRET, [key]: value };
}

/** Removes the envelopes, and returns where they were. */
export function unwrapSecrets(value: unknown): { value: unknown; secrets: Secrets } {
  if (Array.isArray(value)) {
    const entries = value.map(unwrapSecrets);
    // No property of ours is an array: one with a secret in it is a secret as a whole.
    return { value: entries.map((entry) => entry.value), secrets: entries.some((entry) => entry.secrets) || undefined };
  }
  if (!isRecord(value)) {
    return { value, secrets: undefined };
  }
  if (isSecretEnvelope(value)) {
    return { value: unwrapSecrets(value.value).value, secrets: true };
  }
  const values: Properties = {};
  const secrets: Record<string, Secrets> = {};
  for (const [name, inner] of Object.entries(value)) {
    const entry = unwrapSecrets(inner);
    defineProperty(values, name, entry.value);
    if (entry.secrets !== undefined) {
      defineProperty(secrets, name, entry.secrets);
    }
  }
  return { value: values, secrets: Object.keys(secrets).length > 0 ? secrets : undefined };
}

/**
 * Puts secrets into envelopes.
 *
 * @param envelope - the envelope of one secret
 */
export function wrapSecrets(
  value: unknown,
  secrets: Secrets,
  envelope: (value: unknown) => Properties = (secret) => secretEnvelope(secret),
): unknown {
  if (secrets === undefined || value === undefined) {
    return value;
  }
  // An array or a string where an object is expected: somewhere in it is a secret.
  if (secrets === true || !isRecord(value)) {
    return envelope(value);
  }
  const result: Properties = {};
  for (const [name, inner] of Object.entries(value)) {
    defineProperty(
      result,
      name,
      wrapSecrets(inner, Object.hasOwn(secrets, name) ? secrets[name] : undefined, envelope),
    );
  }
  return result;
}
