/** What stands for a secret in the output of a preview. */
export const SHOWN_SECRET = "[secret]";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as an import file takes it: it arrives encrypted in the state. */
export function secret(value: unknown): Record<string, string> {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, plaintext: JSON.stringify(value) };
}

/** Replaces the secrets in a value of an engine event, which are envelopes without their content, by {@link SHOWN_SECRET}. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(maskSecrets);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ((value as Record<string, unknown>)[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    return SHOWN_SECRET;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskSecrets(item)]));
}
