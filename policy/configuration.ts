import { displayId } from "../provider/api/display";
import { didYouMean } from "../provider/api/suggestion";
import { InvalidPattern } from "../provider/functions/matchId";
import type { Properties } from "../provider/secrets/properties";
import { matchIdRanges } from "./idRanges";
import type { Level, Rule, SettingKey, Settings } from "./rules/rule";
import { rules } from "./rules/rules";

/** The configuration of the policies is not valid. The message names the policy and the key. */
export class InvalidPolicyConfiguration extends Error {
  override readonly name = "InvalidPolicyConfiguration";
}

/** The level and the settings of each rule, by its name. */
export type RuleConfiguration = ReadonlyMap<string, { level: Level; settings: Settings }>;

/** In a configuration file, the level of all policies. The engine applies it, and passes it on as well. */
const ALL = "all";

export function defaultConfiguration(): RuleConfiguration {
  return new Map(rules.map(({ name, level }) => [name, { level, settings: {} }]));
}

/**
 * Validates a configuration.
 *
 * @param given - by the names of the policies
 * @throws InvalidPolicyConfiguration
 */
export function configureRules(
  given: ReadonlyMap<string, { level: Level; properties: Properties }>,
): RuleConfiguration {
  const configuration = new Map(defaultConfiguration());
  for (const [name, { level, properties }] of given) {
    const rule = rules.find((it) => it.name === name);
    if (rule !== undefined) {
      configuration.set(name, { level, settings: settingsOf(rule, properties) });
    } else if (name !== ALL) {
      const names = rules.map((it) => it.name);
      throw new InvalidPolicyConfiguration(
        `There is no policy ${displayId(name)}. ${didYouMean(name, names, `There are ${names.join(", ")}.`)}`,
      );
    }
  }
  return configuration;
}

function settingsOf({ name, keys = {} }: Rule, properties: Properties): Settings {
  const known = Object.keys(keys);
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const definition = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (definition === undefined) {
        const otherwise = `It has ${["enforcementLevel", ...known].join(" and ")}.`;
        throw new InvalidPolicyConfiguration(
          `The policy ${name} has no key ${displayId(key)}. ${didYouMean(key, ["enforcementLevel", ...known], otherwise)}`,
        );
      }
      return [key, readStrings(name, key, definition, value)];
    }),
  );
}

function readStrings(policy: string, key: string, { type, example }: SettingKey, value: unknown): string[] {
  const sample = `Write it as ${JSON.stringify({ [key]: example })}.`;
  if (!Array.isArray(value)) {
    throw new InvalidPolicyConfiguration(`The key ${key} of the policy ${policy} must be an array. ${sample}`);
  }
  return value.map((entry, index) => {
    const where = `The entry ${index + 1} of ${key} of the policy ${policy}`;
    if (typeof entry !== "string" || entry.trim() === "") {
      throw new InvalidPolicyConfiguration(`${where} must be a string that is not empty. ${sample}`);
    }
    const problem = type === "ids" ? patternProblem(entry) : undefined;
    if (problem !== undefined) {
      throw new InvalidPolicyConfiguration(`${where} is not a range or a pattern of IDs: ${problem}. ${sample}`);
    }
    return entry;
  });
}

function patternProblem(entry: string): string | undefined {
  try {
    matchIdRanges([entry]);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidPattern) {
      return error.message;
    }
    throw error;
  }
}
