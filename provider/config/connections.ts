import type { Availability, OzekiClient, Semaphore, Transport } from "../api";
import type { ConfigurationSource } from "./configuration";
import { Configuration } from "./configuration";
import type { ConnectionSettings } from "./configurationKeys";
import { ConfigurationError } from "./errors";
import { readSettings } from "./readSettings";
import type { ConnectionSources } from "./settingSources";

/** Makes validated connections of stack configuration and environment, and keeps one client for each distinct one. */
export class Connections {
  readonly #configuration: Configuration;
  readonly #settings = new Map<string | undefined, ConnectionSettings>();
  readonly #clients = new Map<string | undefined, OzekiClient>();
  readonly #transports = new Map<string, Transport>();
  readonly #gates = new Map<string, Semaphore>();
  readonly #availabilities = new Map<string, Availability>();

  constructor(source: ConfigurationSource) {
    this.#configuration = new Configuration(source);
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
      settings = readSettings(this.#configuration.settingsOf(name));
      this.#settings.set(name, settings);
    }
    return settings;
  }

  /** Where the settings of a connection come from. */
  sources(name?: string): ConnectionSources {
    return this.#configuration.settingsOf(name).sources;
  }

  /**
   * The client of a connection. All that point to one PBX share its limit on concurrency: the smallest that is configured
   * for one of them.
   *
   * @throws ConfigurationError as {@link settings} does, or where the certificate authority's file cannot be read
   */
  client(name?: string): OzekiClient {
    let client = this.#clients.get(name);
    if (client === undefined) {
      // Loaded when first needed: every command starts a new process, and check and diff send nothing.
      const { Availability, OzekiClient, systemClock } = require("../api") as typeof import("../api");
      const { onActiveCalls: _, ...settings } = this.settings(name);
      const sources = this.sources(name);
      const configuredAs = name === undefined ? {} : { configuredAs: sources.url.name };
      const availability = this.#availabilities.get(settings.url) ?? new Availability(systemClock);
      this.#availabilities.set(settings.url, availability);
      const clientSettings = { ...settings, sources, ...configuredAs };
      client = new OzekiClient(clientSettings, this.#transport(settings, name), systemClock, availability);
      this.#clients.set(name, client);
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
  #transport({ url, caFile }: Pick<ConnectionSettings, "url" | "caFile">, name: string | undefined): Transport {
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
        const { caFile } = this.sources(name);
        throw error instanceof UnusableCaFile
          ? new ConfigurationError(`${error.message} Correct ${caFile.name}: an absolute path is safest`)
          : error;
      }
      this.#transports.set(key, transport);
    }
    return transport;
  }

  /** The smallest limit of the connections that point to this PBX: a limit that spares it counts, whichever connection sets it. */
  #maxConcurrencyAt(url: string): number {
    const names = unlessWrong(() => this.#configuration.connectionNames()) ?? [];
    const limits = [undefined, ...names].map((name) => {
      const settings = unlessWrong(() => this.settings(name));
      return settings?.url === url ? settings.maxConcurrency : Number.POSITIVE_INFINITY;
    });
    return Math.min(...limits);
  }
}

/** Undefined where the configuration is wrong: that is reported to the resource that uses the connection. */
function unlessWrong<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return undefined;
    }
    throw error;
  }
}
