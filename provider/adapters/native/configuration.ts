import { isSecretSetting } from "../../config/clearTextSecrets";
import type { ConfigurationSource } from "../../config/configuration";
import { keyNames } from "../../config/configurationKeys";
import type { Properties, Secrets } from "../../secrets/properties";
import { mergeSecrets } from "../../secrets/properties";
import { UNKNOWN } from "../../types/unknown";

/** The engine's own keys among a provider's inputs. */
const OF_THE_ENGINE = new Set(["version", "pluginDownloadURL", "__internal", "__defaults"]);

/**
 * The configuration as the connections read it.
 *
 * @param args - the provider's inputs, by keys without the namespace. A default provider has the stack's configuration,
 * all values as strings; an explicit one has the values that the program passes, plain or as JSON
 */
export function configurationSource(args: Properties): ConfigurationSource {
  const keys = Object.keys(args).filter((key) => !OF_THE_ENGINE.has(key) && isSet(args[key]));
  return {
    get(name) {
      const key = keyIn(name);
      const value = keys.includes(key) ? args[key] : undefined;
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    },
    keys: keys.map((key) => `ozeki:${key}`),
    environment: process.env,
  };
}

/** The key among a provider's inputs: without the namespace. */
function keyIn(name: string): string {
  return name.replace(/^ozeki:/, "");
}

/** Whether the value of a key is unknown, or holds an unknown value. */
export function isUnknownIn(args: Properties, key: string): boolean {
  return (JSON.stringify(args[key]) ?? "").includes(UNKNOWN);
}

/** The secrets in a configuration, whatever the program marked: the password, and a `connections` that holds one. */
export function secretsInConfiguration(args: Properties, marked: Secrets): Secrets {
  const { get } = configurationSource(args);
  const secrets = keyNames.filter((key) => isSecretSetting(key, get(key) ?? ""));
  return mergeSecrets(marked, Object.fromEntries(secrets.map((key) => [key, true as const])));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
