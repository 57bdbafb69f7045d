/** The configuration names no PBX, or something in it is malformed. Never holds a configured value that may be secret. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigurationError";
  }
}

/** A key of the configuration. */
export interface ConfigurationKey {
  /** The key in the stack's configuration, without the namespace `ozeki`. */
  key: string;
  /** Environment variable that is read where the stack's configuration has no such key. */
  environment: string;
  /**
   * What the value is, where it is more than a text.
   *
   * @default "string"
   */
  type?: "string" | "number" | "integer" | "connections";
  /** Whether the value is a secret. */
  secret: boolean;
  /** The value where neither has one, as a text. */
  default?: string;
  /** What the value means. */
  meaning: string;
}

/** Every key of the configuration, in the order in which a person sets them. The README's table is checked against it. */
export const configurationKeys = [
  {
    key: "url",
    environment: "OZEKI_URL",
    secret: false,
    meaning: "address of the PBX's HTTP API: http://HOST:7780",
  },
  {
    key: "username",
    environment: "OZEKI_USERNAME",
    secret: false,
    meaning: "office user to log in as, where the PBX asks for a login",
  },
  { key: "password", environment: "OZEKI_PASSWORD", secret: true, meaning: "password of that office user" },
  {
    key: "requestTimeout",
    environment: "OZEKI_REQUEST_TIMEOUT",
    type: "number",
    secret: false,
    default: "30",
    meaning: "seconds to wait for the answer to one request",
  },
  {
    key: "maxRetries",
    environment: "OZEKI_MAX_RETRIES",
    type: "integer",
    secret: false,
    default: "4",
    meaning: "how often a request is repeated after a failure of the network; 0 to 100",
  },
  {
    key: "maxConcurrency",
    environment: "OZEKI_MAX_CONCURRENCY",
    type: "integer",
    secret: false,
    default: "8",
    meaning:
      "how many requests a PBX gets at once; 1 to 256. Where several connections lead to one PBX, the smallest counts for all",
  },
  {
    key: "caFile",
    environment: "OZEKI_CA_FILE",
    secret: false,
    meaning: "PEM file with the certificate authority of a TLS proxy before the PBX",
  },
  {
    key: "configXmlEncoding",
    environment: "OZEKI_CONFIG_XML_ENCODING",
    secret: false,
    default: "plain",
    meaning: "`plain` or `escaped`: how the PBX wants ConfigXML",
  },
  {
    key: "onActiveCalls",
    environment: "OZEKI_ON_ACTIVE_CALLS",
    secret: false,
    default: "proceed",
    meaning:
      "`proceed`, `wait` (up to ten minutes) or `fail`: what a delete or a disable does while the extension has a call",
  },
  {
    key: "connections",
    environment: "OZEKI_CONNECTIONS",
    type: "connections",
    secret: false,
    meaning: "further PBXs by name, each with the keys above; JSON in the environment",
  },
] as const satisfies readonly ConfigurationKey[];

/** A key that a connection, the stack's own or a named one, consists of. */
export type ConnectionKey = Exclude<(typeof configurationKeys)[number]["key"], "connections">;

/** {@link ConnectionKey} as a list. */
export const connectionKeys = configurationKeys
  .map(({ key }) => key)
  .filter((key): key is ConnectionKey => key !== "connections");
