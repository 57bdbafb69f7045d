import type { KeyName } from "./configurationKeys";
import { keyNames, keyOf, NAMESPACE } from "./configurationKeys";

/** A password within `ozeki:connections`, however often it is quoted. */
const PASSWORD = /"password\\*"/;

/** Whether the value of a key of the configuration is a secret, or holds one. */
export function isSecretSetting(key: KeyName, value: string): boolean {
  return keyOf(key).secret === true || (key === "connections" && PASSWORD.test(value));
}

/**
 * Warnings about secrets that the stack's configuration holds in clear text: Pulumi writes them so into the stack's file
 * and into the state.
 *
 * @param get - the value of a key such as `ozeki:password`
 * @param isSecret - whether Pulumi keeps the value of that key as a secret
 */
export function clearTextSecrets(
  get: (key: string) => string | undefined,
  isSecret: (key: string) => boolean,
): string[] {
  return keyNames.flatMap((key) => {
    const name = `${NAMESPACE}:${key}`;
    const value = get(name);
    if (value === undefined || value === "" || isSecret(name) || !isSecretSetting(key, value)) {
      return [];
    }
    const path = key === "connections" ? `--path ${name}.NAME.password` : name;
    return [
      `${name} has a password in clear text, in the stack's file and in the state. ` +
        `Change the password on the PBX, and run \`pulumi config set --secret ${path}\` with the new one.`,
    ];
  });
}
