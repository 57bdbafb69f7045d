import type { Availability, OzekiClient, Semaphore, Transport } from "../api";
import { isRecord } from "../secrets/properties";
import type { ConnectionKey } from "./configurationKeys";
import { ConfigurationError, configurationKeys, connectionKeys } from "./configurationKeys";
import type { ConnectionSettings, Texts } from "./readSettings";
import { readSettings } from "./readSettings";

/** Where the configuration comes from. */
export interface ConfigurationSource {
  /** Value of a key of the stack's configuration, such as `ozeki:url`; secrets in the clear. */
  get(key: string): string | undefined;
  /** All keys that the stack's configuration has, where they can be listed: a misspelt one is then named. */
  keys?: readonly string[];
  /** The environment, for what the stack's configuration leaves out. */
  environment: Readonly<Record<string, string | undefined>>;
}

const NAMESPACE = "ozeki";

/** Makes validated connections of stack configuration and environment, and keeps one client for each distinct one. */
export class Connections {
  readonly #source: ConfigurationSource;
  readonly #settings = new Map<string | undefined, ConnectionSettings>();
  readonly #clients = new Map<string, OzekiClient>();
  readonly #transports = new Map<string, Transport>();
  readonly #gates = new Map<string, Semaphore>();
  readonly #availabilities = new Map<string, Availability>();

  constructor(source: ConfigurationSource) {
    this.#source = source;
  }

  /**
   * The validated settings of a connection. Sends nothing.
   *
   * @param name - an entry of `ozeki:connections`; left out, the stack's own connection
   * @throws ConfigurationError saying which key is wrong and what to write
   */
  settings(name?: string): ConnectionSettings {
    let settings = this.#settings.get(name);
    if (settings === undefined) {
      this.#refuseUnknownKeys();
      settings =
        name === undefined
          ? readSettings(this.#stackTexts(), (key) => `${NAMESPACE}:${key}`)
          : readSettings(this.#namedTexts(name), (key) => `${NAMESPACE}:connections.${name}.${key}`);
      this.#settings.set(name, settings);
    }
    return settings;
  }

  /**
   * The client of a connection. All that lead to one PBX share its limit on concurrency: the smallest that is configured
   * for one of them.
   *
   * @throws ConfigurationError as {@link settings} does, or where the certificate authority's file cannot be read
   */
  client(name?: string): OzekiClient {
    const { onActiveCalls: _, ...settings } = this.settings(name);
    const configuredAs = name === undefined ? {} : { configuredAs: `${NAMESPACE}:connections.${name}.url` };
    const key = JSON.stringify([settings, configuredAs]);
    let client = this.#clients.get(key);
    if (client === undefined) {
      // Loaded when first needed: the process starts anew for every command, and check and diff send nothing.
      const { Availability, OzekiClient, systemClock } = require("../api") as typeof import("../api");
      const availability = this.#availabilities.get(settings.url) ?? new Availability(systemClock);
      this.#availabilities.set(settings.url, availability);
      const transport = this.#transport(this.settings(name), name);
      client = new OzekiClient({ ...settings, ...configuredAs }, transport, systemClock, availability);
      this.#clients.set(key, client);
    }
    return client;
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#transports.values(), (transport) => transport.close()));
    this.#transports.clear();
    this.#gates.clear();
    this.#availabilities.clear();
    this.#clients.clear();
  }

  /** Two logins on one PBX share its connections. */
  #transport({ url, caFile }: ConnectionSettings, name: string | undefined): Transport {
    const { Semaphore, Transport, UnusableCaFile } = require("../api") as typeof import("../api");
    const key = JSON.stringify([url, caFile]);
    let transport = this.#transports.get(key);
    if (transport === undefined) {
      const maxConcurrency = this.#maxConcurrencyAt(url);
      const gate = this.#gates.get(url) ?? new Semaphore(maxConcurrency);
      this.#gates.set(url, gate);
      try {
        transport = new Transport({ url, maxConcurrency, ...(caFile !== undefined && { caFile }) }, gate);
      } catch (error) {
        throw error instanceof UnusableCaFile
          ? new ConfigurationError(`${error.message} Correct ${this.#caFileKey(name)}: an absolute path is safest`)
          : error;
      }
      this.#transports.set(key, transport);
    }
    return transport;
  }

  /** The smallest limit of the connections that lead to this PBX: what is set to spare it counts, whoever set it. */
  #maxConcurrencyAt(url: string): number {
    const limits = [undefined, ...this.#names()].map((name) => {
      try {
        const settings = this.settings(name);
        return settings.url === url ? settings.maxConcurrency : Number.POSITIVE_INFINITY;
      } catch (error) {
        if (error instanceof ConfigurationError) {
          // Whoever uses that one is told.
          return Number.POSITIVE_INFINITY;
        }
        throw error;
      }
    });
    return Math.min(...limits);
  }

  #names(): string[] {
    try {
      return Object.keys(this.#namedEntries());
    } catch (error) {
      if (error instanceof ConfigurationError) {
        return [];
      }
      throw error;
    }
  }

  /** The key under which a connection has its caFile: its own, or the one that it shares. */
  #caFileKey(name: string | undefined): string {
    const entry = name === undefined ? undefined : this.#namedEntries()[name];
    return isRecord(entry) && "caFile" in entry ? `${NAMESPACE}:connections.${name}.caFile` : `${NAMESPACE}:caFile`;
  }

  #refuseUnknownKeys(): void {
    const known = new Set<string>(configurationKeys.map(({ key }) => `${NAMESPACE}:${key}`));
    const unknown = (this.#source.keys ?? []).find((key) => key.startsWith(`${NAMESPACE}:`) && !known.has(key));
    if (unknown !== undefined) {
      throw new ConfigurationError(
        `${unknown} is no key of this provider; there are ${[...known].join(", ")}. Take it out with \`pulumi config rm ${unknown}\``,
      );
    }
  }
  #text(key: (typeof configurationKeys)[number]["key"]): string | undefined {
    const environment = configurationKeys.find((candidate) => candidate.key === key)?.environment;
    const fallback = environment === undefined ? undefined : this.#source.environment[environment];
    return this.#source.get(`${NAMESPACE}:${key}`) ?? (fallback === "" ? undefined : fallback);
  }

  #stackTexts(): Texts {
    return Object.fromEntries(
      connectionKeys.map((key) => [key, this.#text(key)] as const).filter(([, text]) => text !== undefined),
    );
  }

  #namedTexts(name: string): Texts {
    const entries = this.#namedEntries();
    const names = Object.keys(entries);
    if (!Object.hasOwn(entries, name)) {
      const choice = names.length === 0 ? "there is none yet" : `there are ${names.join(", ")}`;
      throw new ConfigurationError(
        `${NAMESPACE}:connections has no entry ${JSON.stringify(name)}, which \`connection\` names; ${choice}. ` +
          `Add it with \`pulumi config set --path ${NAMESPACE}:connections.${name}.url http://HOST:7780\``,
      );
    }
    const { url: _url, username: _username, password: _password, ...tuning } = this.#stackTexts();
    // The stack's address and login belong to another PBX: sending them to this one would give them away.
    return { ...tuning, ...textsOfEntry(entries[name], name) };
  }

  #namedEntries(): Record<string, unknown> {
    const text = this.#text("connections");
    if (text === undefined) {
      return {};
    }
    const problem = new ConfigurationError(
      `${NAMESPACE}:connections must be an object, name to connection: set it with ` +
        `\`pulumi config set --path ${NAMESPACE}:connections.NAME.url http://HOST:7780\``,
    );
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // The parser's own message quotes the text, and the text may hold a password.
      throw problem;
    }
    if (!isRecord(value)) {
      throw problem;
    }
    return value;
  }
}

function textsOfEntry(entry: unknown, name: string): Texts {
  const where = `${NAMESPACE}:connections.${name}`;
  if (!isRecord(entry)) {
    throw new ConfigurationError(`${where} must be an object with the keys ${connectionKeys.join(", ")}`);
  }
  const texts: Texts = {};
  for (const [key, value] of Object.entries(entry)) {
    if (!connectionKeys.includes(key as ConnectionKey)) {
      throw new ConfigurationError(`${where}.${key} is no key of a connection; there are ${connectionKeys.join(", ")}`);
    }
    // `pulumi config set --path` stores 30 and true as a number and a boolean.
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new ConfigurationError(`${where}.${key} must be a string or a number`);
    }
    texts[key as ConnectionKey] = String(value);
  }
  return texts;
}
