import { configXmlEncodings } from "../api/settings";

/**
 * A key of the configuration. How it is read and checked, the message about a wrong value, its environment variable, its
 * option of `pulumi-ozeki`, the schema and the table in the README follow from it.
 */
export interface ConfigurationKey {
  /** `address` is the origin of a PBX, `connections` an object that maps names to further connections. */
  readonly type: "address" | "string" | "number" | "integer" | "boolean" | "connections";
  /** The only values that it takes. */
  readonly oneOf?: readonly string[];
  /** The bounds of a number. */
  readonly range?: { readonly above: number; readonly to: number } | { readonly from: number; readonly to: number };
  /** The value where none is set. */
  readonly default?: string | number | boolean;
  /** Whether a connection cannot do without it. */
  readonly required?: true;
  /** Whether the value is a secret. */
  readonly secret?: true;
  /** Whether the value is meant for one PBX. Named connections share all other values of the stack. */
  readonly ofOnePbx?: true;
  /** The key without which this one is not complete. */
  readonly pairedWith?: "username" | "password";
  /** What the value means, in one phrase. */
  readonly meaning: string;
}

/** The prefix of all keys in a stack's configuration. */
export const NAMESPACE = "ozeki";

/** Every key of the configuration, in the order in which a person sets them. */
export const configurationKeys = {
  url: {
    type: "address",
    required: true,
    ofOnePbx: true,
    meaning: "address of the PBX's HTTP API: http://HOST:7780",
  },
  username: {
    type: "string",
    ofOnePbx: true,
    pairedWith: "password",
    meaning: "office user to log in as, where the PBX asks for a login",
  },
  password: {
    type: "string",
    secret: true,
    ofOnePbx: true,
    pairedWith: "username",
    meaning: "password of that office user",
  },
  requestTimeout: {
    type: "number",
    range: { above: 0, to: 3600 },
    default: 30,
    meaning: "seconds to wait for the answer to one request",
  },
  maxRetries: {
    type: "integer",
    range: { from: 0, to: 100 },
    default: 4,
    meaning: "how often a request is repeated after a failure of the network",
  },
  maxConcurrency: {
    type: "integer",
    range: { from: 1, to: 256 },
    default: 8,
    meaning:
      "how many requests a PBX gets at once. Where several connections point to one PBX, the smallest counts for all",
  },
  caFile: {
    type: "string",
    meaning: "PEM file with the certificate authority of a TLS proxy before the PBX",
  },
  configXmlEncoding: {
    type: "string",
    oneOf: configXmlEncodings,
    default: "plain",
    meaning: "how the PBX wants ConfigXML: as it is, or with `&` and `<` as references",
  },
  onActiveCalls: {
    type: "string",
    oneOf: ["proceed", "wait", "fail"],
    default: "proceed",
    meaning:
      "what a delete or a disable does while the extension has a call. `wait` waits for its end, up to ten minutes",
  },
  readOnly: {
    type: "boolean",
    default: false,
    meaning:
      "whether every write to the PBX is refused before it is sent. Previews, refreshes, `diff` and imports still work",
  },
  connections: {
    type: "connections",
    meaning: "further PBXs by name, each with the keys above; JSON in the environment",
  },
} as const satisfies Readonly<Record<string, ConfigurationKey>>;

type Keys = typeof configurationKeys;

/** The name of a key, without the namespace `ozeki`. */
export type KeyName = keyof Keys;

/** A key that a connection, the stack's own or a named one, consists of. */
export type ConnectionKey = Exclude<KeyName, "connections">;

/** The names of all keys. */
export const keyNames = Object.keys(configurationKeys) as readonly KeyName[];

/** The keys that a connection consists of. */
export const connectionKeys = keyNames.filter((key): key is ConnectionKey => key !== "connections");

type ValueOf<Key extends KeyName> = Keys[Key] extends { oneOf: readonly (infer Value)[] }
  ? Value
  : Keys[Key] extends { range: object }
    ? number
    : Keys[Key] extends { type: "boolean" }
      ? boolean
      : string;

type AlwaysSet = {
  [Key in ConnectionKey]: Keys[Key] extends { required: true } | { default: unknown } ? Key : never;
}[ConnectionKey];

/** One validated connection. */
export type ConnectionSettings = { readonly [Key in AlwaysSet]: ValueOf<Key> } & {
  readonly [Key in Exclude<ConnectionKey, AlwaysSet>]?: ValueOf<Key>;
};

/** The entry of a key, as every key may have one. */
export function keyOf(name: KeyName): ConfigurationKey {
  return configurationKeys[name];
}

/** The environment variable that is read where the stack's configuration lacks a key, such as `OZEKI_REQUEST_TIMEOUT`. */
export function environmentName(key: KeyName): string {
  return `OZEKI_${words(key).join("_").toUpperCase()}`;
}

/** The option of `pulumi-ozeki` that sets a key, such as `--ca-file`. */
export function optionName(key: KeyName): string {
  return `--${words(key).join("-")}`;
}

function words(key: KeyName): string[] {
  return key.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

/**
 * The values that a key takes, as in `must be a whole number from 0 to 100`; undefined where every string is one.
 *
 * @param shown - how one of several values is written
 */
export function allowedValues(name: KeyName, shown = (value: string) => value): string | undefined {
  const { type, oneOf = type === "boolean" ? ["true", "false"] : undefined, range } = keyOf(name);
  if (oneOf !== undefined) {
    return `${oneOf.slice(0, -1).map(shown).join(", ")} or ${oneOf.slice(-1).map(shown)}`;
  }
  if (range === undefined) {
    return undefined;
  }
  const number = type === "integer" ? "a whole number" : "a number";
  return "above" in range
    ? `${number} greater than ${range.above}, up to ${range.to}`
    : `${number} from ${range.from} to ${range.to}`;
}
