import type { ConfigurationSource } from "./configuration";
import { Configuration } from "./configuration";
import type { ConnectionKey } from "./configurationKeys";
import { connectionKeys, environmentName, keyOf, NAMESPACE } from "./configurationKeys";
import { ConfigurationError } from "./errors";
import type { GivenSettings } from "./readSettings";
import { assertForAddress, assertPair, readSetting, readSettings } from "./readSettings";

/** One mistake in the configuration. */
export interface ConfigurationProblem {
  /** The key, without the namespace `ozeki`. */
  key: string;
  /** What is wrong and what to set; never a value, which may be secret. */
  reason: string;
}

/**
 * Checks every key by itself, so that all mistakes are reported at once. A missing address is not a mistake: every resource may
 * name an entry of `ozeki:connections`.
 *
 * @param isUnknown - whether the value of a key is not known yet: then it is not checked
 */
export function checkConfiguration(
  source: ConfigurationSource,
  isUnknown: (key: string) => boolean = () => false,
): ConfigurationProblem[] {
  // The unknown keys are in the list already.
  const { keys: _, ...listed } = source;
  const given = new Configuration(listed).settingsOf();
  const problems = [
    ...new Configuration(source).unknownKeys(),
    ...connectionKeys.flatMap((key) => problemWith(key, () => checkSetting(key, given, isUnknown))),
    ...(isUnknown("connections") ? [] : connectionProblems(listed)),
  ];
  return problems.filter(({ reason }, index) => problems.findIndex((other) => other.reason === reason) === index);
}

function checkSetting(key: ConnectionKey, given: GivenSettings, isUnknown: (key: string) => boolean): void {
  if (isUnknown(key) || (given.values[key] ?? "") === "") {
    return;
  }
  readSetting(key, given);
  if (!isUnknown("url") && (given.values.url ?? "") !== "") {
    assertForAddress(key, given);
  }
  if (!isUnknown(keyOf(key).pairedWith ?? "")) {
    assertPair(key, given);
  }
}

/** The mistakes in the entries of `ozeki:connections`. What they share with the stack is checked there. */
function connectionProblems({ get, environment }: ConfigurationSource): ConfigurationProblem[] {
  const key = `${NAMESPACE}:connections`;
  const variable = environmentName("connections");
  const configuration = new Configuration({
    get: (name) => (name === key ? get(name) : undefined),
    environment: { [variable]: environment[variable] },
  });
  let names: string[] = [];
  return [
    ...problemWith("connections", () => {
      names = configuration.connectionNames();
    }),
    ...names.flatMap((name) => problemWith("connections", () => readSettings(configuration.settingsOf(name)))),
  ];
}

function problemWith(key: string, check: () => void): ConfigurationProblem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return [{ key, reason: error.message }];
    }
    throw error;
  }
}
