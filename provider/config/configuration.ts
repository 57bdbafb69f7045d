import type { SettingSource } from "../api/settings";
import { didYouMean, suggestionFor } from "../api/suggestion";
import { isRecord } from "../secrets/properties";
import type { ConnectionKey, KeyName } from "./configurationKeys";
import { connectionKeys, environmentName, keyNames, keyOf, NAMESPACE } from "./configurationKeys";
import { ConfigurationError } from "./errors";
import { isSameOrigin } from "./origin";
import type { GivenSettings } from "./readSettings";
import type { ConnectionSources } from "./settingSources";
import { howToSetConnection, sourceOf } from "./settingSources";

/** Where the configuration comes from. */
export interface ConfigurationSource {
  /** Value of a key of the stack's configuration, such as `ozeki:url`; secrets in the clear. */
  get(key: string): string | undefined;
  /** All keys that the stack's configuration has, where they can be listed: an unknown one is then reported. */
  keys?: readonly string[];
  /** The environment, for what the stack's configuration leaves out. */
  environment: Readonly<Record<string, string | undefined>>;
  /** The options of a command line, by the keys that they set: they override the stack's configuration. */
  options?: Readonly<Partial<Record<ConnectionKey, string>>>;
  /**
   * Where a user sets what has no value yet.
   *
   * @default "configuration"
   */
  place?: SettingSource["place"];
}

/** The text of one setting, where it has one, and where it comes from. */
interface Given {
  text?: string;
  source: SettingSource;
  /** Where the text was found: the source of a password that was typed in is still its environment variable. */
  place?: SettingSource["place"];
}

/** Finds what is set for a connection, and where. Checks names, and no values. */
export class Configuration {
  readonly #source: ConfigurationSource;

  constructor(source: ConfigurationSource) {
    this.#source = source;
  }

  /**
   * What is set for a connection.
   *
   * @param name - an entry of `ozeki:connections`; left out, the stack's own connection
   * @throws ConfigurationError where there is no such entry or no such key
   */
  settingsOf(name?: string): GivenSettings {
    const [problem] = this.unknownKeys();
    if (problem !== undefined) {
      throw new ConfigurationError(problem.reason);
    }
    const own = this.#ownGiven();
    const given = name === undefined ? own : this.#namedGiven(name, own);
    const entries = connectionKeys.map((key) => [key, given(key)] as const);
    return {
      values: Object.fromEntries(entries.flatMap(([key, { text }]) => (text === undefined ? [] : [[key, text]]))),
      sources: Object.fromEntries(entries.map(([key, { source }]) => [key, source])) as ConnectionSources,
      ofOtherPbx: entries.flatMap(([key, { place }]) =>
        keyOf(key).ofOnePbx && !this.#isForAddress(place) ? [key] : [],
      ),
    };
  }

  /**
   * The names of the entries of `ozeki:connections`.
   *
   * @throws ConfigurationError where it is not an object
   */
  connectionNames(): string[] {
    return Object.keys(this.#namedEntries().entries);
  }

  /** The keys of the stack's configuration that do not exist, without the namespace, and what to do about each. */
  unknownKeys(): { key: string; reason: string }[] {
    const known = keyNames.map((key) => `${NAMESPACE}:${key}`);
    return (this.#source.keys ?? [])
      .filter((key) => key.startsWith(`${NAMESPACE}:`) && !known.includes(key))
      .map((key) => ({ key, name: key.slice(NAMESPACE.length + 1) }))
      .map(({ key, name }) => ({
        key: name,
        reason: `Unknown configuration key ${key}. ${suggestion(name, keyNames, `${NAMESPACE}:`)} Remove it with \`pulumi config rm ${key}\``,
      }));
  }

  #ownGiven(): (key: KeyName) => Given {
    return (key) => this.#find(key) ?? { source: sourceOf(key, this.#placeOfRest(), false) };
  }

  /** Where a user sets what has no value yet: beside the address. */
  #placeOfRest(): SettingSource["place"] {
    return this.#find("url")?.source.place ?? this.#source.place ?? "configuration";
  }

  #namedGiven(name: string, own: (key: KeyName) => Given): (key: ConnectionKey) => Given {
    const { entries, source } = this.#namedEntries();
    const nameOf = (key: string) => `${source.name}.${name}.${key}`;
    if (!Object.hasOwn(entries, name)) {
      const names = Object.keys(entries);
      const choice = names.length === 0 ? "It has none yet." : didYouMean(name, names, `It has ${names.join(", ")}.`);
      throw new ConfigurationError(
        `${source.name} has no entry ${JSON.stringify(name)}, which \`connection\` names. ${choice} ` +
          `To add it, ${howToSetConnection(source, name)}`,
      );
    }
    const values = valuesOfEntry(entries[name], `${source.name}.${name}`);
    return (key) => {
      const text = values[key];
      const ownSource = { ...source, name: nameOf(key), isSet: text !== undefined };
      if (text !== undefined) {
        return { text, source: ownSource };
      }
      // The stack's address and login belong to another PBX: sending them to this one would give them away.
      const shared = keyOf(key).ofOnePbx ? undefined : own(key);
      return shared?.source.isSet ? shared : { source: ownSource };
    };
  }

  /** What is set for a key of the stack, if anything. */
  #find(key: KeyName): Given | undefined {
    for (const place of ["command line", "configuration", "environment"] as const) {
      const text = this.#at(place, key);
      if (text !== undefined) {
        return { text, source: sourceOf(key, place, true), place };
      }
    }
    return undefined;
  }

  /** What a place sets for a key of the stack. An empty variable of the environment counts as none. */
  #at(place: SettingSource["place"], key: KeyName): string | undefined {
    const { options, environment } = this.#source;
    switch (place) {
      case "command line":
        return key === "connections" ? undefined : options?.[key];
      case "configuration":
        return this.#source.get(`${NAMESPACE}:${key}`);
      case "environment":
        return environment[environmentName(key)] || undefined;
    }
  }

  /**
   * Whether a login that this place sets is meant for the stack's address: one line in a stack's file must not be enough to
   * have the login of the environment sent to any address. On a command line both are typed for this one command.
   */
  #isForAddress(place: SettingSource["place"] | undefined): boolean {
    const address = this.#find("url");
    if (place === undefined || address?.text === undefined || [place, address.place].includes("command line")) {
      return true;
    }
    return isSameOrigin(this.#at(place, "url"), address.text);
  }

  #namedEntries(): { entries: Record<string, unknown>; source: SettingSource } {
    const given = this.#find("connections");
    if (given?.text === undefined) {
      return { entries: {}, source: sourceOf("connections", this.#placeOfRest(), false) };
    }
    const { source } = given;
    const problem = new ConfigurationError(
      `${source.name} must be an object that maps names to connections: ${howToSetConnection(source, "NAME")}`,
    );
    let value: unknown;
    try {
      value = JSON.parse(given.text);
    } catch {
      // The parser's own message quotes the text, and the text may hold a password.
      throw problem;
    }
    if (!isRecord(value)) {
      throw problem;
    }
    return { entries: value, source };
  }
}

function valuesOfEntry(entry: unknown, where: string): GivenSettings["values"] {
  if (!isRecord(entry)) {
    throw new ConfigurationError(`${where} must be an object with the keys ${connectionKeys.join(", ")}`);
  }
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]) => {
      if (!(connectionKeys as readonly string[]).includes(key)) {
        throw new ConfigurationError(`Unknown key ${where}.${key}. ${suggestion(key, connectionKeys)}`);
      }
      // `pulumi config set --path` stores 30 and true as a number and a boolean.
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        throw new ConfigurationError(`${where}.${key} must be a string, a number or a boolean`);
      }
      return [key, String(value)];
    }),
  );
}

/** @param prefix - what all the keys begin with where a user writes them */
function suggestion(unknown: string, known: readonly string[], prefix = ""): string {
  const meant = suggestionFor(unknown, known);
  return meant === undefined
    ? `The keys are ${known.map((key) => `${prefix}${key}`).join(", ")}.`
    : `Did you mean ${prefix}${meant}?`;
}
