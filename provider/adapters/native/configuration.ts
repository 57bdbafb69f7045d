import type { ConfigurationSource } from "../../config/configuration";
import type { Properties, Secrets } from "../../secrets/properties";
import { mergeSecrets } from "../../secrets/properties";
import { UNKNOWN } from "../../types/unknown";

/** What the engine itself keeps among a provider's inputs. */
const OF_THE_ENGINE = new Set(["version", "pluginDownloadURL", "__internal", "__defaults"]);

/**
 * The configuration as the connections read it.
 *
 * @param args - the provider's inputs, by keys without the namespace. A default provider has the stack's configuration,
 * all of it as texts; an explicit one what the program passes, as it is or as JSON
 */
export function configurationSource(args: Properties): ConfigurationSource {
  const keys = Object.keys(args).filter((key) => !OF_THE_ENGINE.has(key) && isGiven(args[key]));
  return {
    get(name) {
      const key = name.replace(/^ozeki:/, "");
      const value = keys.includes(key) ? args[key] : undefined;
      return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    },
    keys: keys.map((key) => `ozeki:${key}`),
    environment: process.env,
  };
}

/** Whether the value of a key holds something that is not known yet. */
export function isUnknownIn(args: Properties, key: string): boolean {
  return (JSON.stringify(args[key]) ?? "").includes(UNKNOWN);
}

/** What is a secret in a configuration, whatever the program marked: the password, and a `connections` that holds one. */
export function secretsInConfiguration(args: Properties, marked: Secrets): Secrets {
  const hasPasswords = /"password\\*"/.test(JSON.stringify(args.connections) ?? "");
  return mergeSecrets(marked, { password: true, ...(hasPasswords && { connections: true }) });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
