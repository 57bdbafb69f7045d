import { ConfigurationError, configurationKeys } from "./configurationKeys";
import type { ConfigurationSource } from "./connections";
import { Connections } from "./connections";

/** One mistake in the configuration. */
export interface ConfigurationProblem {
  /** The key, without the namespace `ozeki`. */
  key: string;
  /** What is wrong and what to write; never a value that may be secret. */
  reason: string;
}

/** Stands in for an address, so that each key can be looked at by itself. */
const SOME_ADDRESS = "http://localhost";

/**
 * Looks at every key by itself, so that all mistakes are told at once. That the stack's own address is missing is none:
 * every resource may name an entry of `ozeki:connections`.
 *
 * @param isUnknown - whether the value of a key is not known yet: then nothing is said about it
 */
export function checkConfiguration(
  source: ConfigurationSource,
  isUnknown: (key: string) => boolean = () => false,
): ConfigurationProblem[] {
  const known = new Set<string>(configurationKeys.map(({ key }) => key));
  const names = (source.keys ?? []).map((key) => key.replace(/^ozeki:/, ""));
  const unknownKeys = names.filter((name) => !known.has(name));
  const problems = unknownKeys.map((key) => ({
    key,
    reason: problemWith({ ...source, keys: [`ozeki:${key}`] }) ?? "",
  }));
  for (const { key, environment } of configurationKeys) {
    const text = source.get(`ozeki:${key}`) ?? source.environment[environment];
    if (text !== undefined && text !== "" && !isUnknown(key)) {
      const reason = problemWith(
        only(
          source,
          partnersOf(key).filter((partner) => !isUnknown(partner)),
        ),
        namesIn(key, text),
      );
      if (reason !== undefined && !problems.some((problem) => problem.reason === reason)) {
        problems.push({ key, reason });
      }
    }
  }
  return problems;
}

/** A login takes both of its keys, or neither; an entry of `connections` takes over what is common to all. */
function partnersOf(key: string): string[] {
  return key === "username" || key === "password" ? ["username", "password"] : [key];
}

function only(source: ConfigurationSource, keys: readonly string[]): ConfigurationSource {
  const chosen = configurationKeys.filter(({ key }) => keys.includes(key));
  return {
    get: (name) =>
      chosen.some(({ key }) => `ozeki:${key}` === name)
        ? source.get(name)
        : name === "ozeki:url"
          ? SOME_ADDRESS
          : undefined,
    environment: Object.fromEntries(chosen.map(({ environment }) => [environment, source.environment[environment]])),
  };
}

function namesIn(key: string, text: string): (string | undefined)[] {
  if (key !== "connections") {
    return [undefined];
  }
  try {
    return Object.keys(JSON.parse(text) as object);
  } catch {
    // Asked for any entry, it says what is wrong with all of them.
    return [""];
  }
}

function problemWith(
  source: ConfigurationSource,
  names: readonly (string | undefined)[] = [undefined],
): string | undefined {
  const connections = new Connections(source);
  for (const name of names) {
    try {
      connections.settings(name);
    } catch (error) {
      if (error instanceof ConfigurationError) {
        return error.message;
      }
      throw error;
    }
  }
  return undefined;
}
