import { isSecretEnvelope } from "../../../provider/adapters/shared/secretEnvelopes";
import type { Properties, Secrets } from "../../../provider/secrets/properties";
import { isRecord } from "../../../provider/secrets/properties";

/** The placeholder of a secret in the output of a preview. */
export const SHOWN_SECRET = "[secret]";

/** Replaces the secrets in a value of an engine event, which are envelopes without their content, by {@link SHOWN_SECRET}. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(maskSecrets);
  }
  if (!isRecord(value)) {
    return value;
  }
  return isSecretEnvelope(value)
    ? SHOWN_SECRET
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, maskSecrets(item)]));
}

/** Where {@link maskSecrets} has replaced a secret. */
export function maskedSecrets(value: unknown): Secrets {
  if (value === SHOWN_SECRET) {
    return true;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const secrets = Object.entries(value as Properties).flatMap(([name, inner]) => {
    const found = maskedSecrets(inner);
    return found === undefined ? [] : [[name, found] as const];
  });
  return secrets.length === 0 ? undefined : Object.fromEntries(secrets);
}
