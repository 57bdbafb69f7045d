import type { Clock } from "./clock";
import { systemClock } from "./clock";
import type { ParametersOf, PayloadOf } from "./commands";
import { commandTable } from "./commands";
import type { ConfigXml } from "./configXml";
import { BadReply, gatewayStatuses, WriteRefused } from "./errors";
import type { ActiveCall, ExtensionSummary } from "./payloads";
import { readReply } from "./reply";
import type { Command, RequestSubject } from "./requestSubject";
import { Availability, PbxIsOff } from "./retry/availability";
import type { Attempt, RequestOptions, RetryHooks } from "./retry/operation";
import { runOperation } from "./retry/operation";
import type { ClientSettings } from "./settings";
import { CONNECT_TIMEOUT_SECONDS, encodeConfigXml, MAX_OPERATION_TIMEOUTS } from "./settings";
import type { HttpReply, HttpRequest } from "./transport/sendRequest";
import { Transport } from "./transport/transport";

/**
 * The HTTP API of one Ozeki Phone System: one method for each command. A method sends one request;
 * {@link OzekiClient.run} repeats an operation after a failure of the network.
 *
 * Every method throws a CommandRefused for a Code other than 200, and another OzekiError where there was no answer.
 */
export class OzekiClient {
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  readonly pbx: string;
  readonly #settings: ClientSettings;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #availability: Availability;
  #writes = 0;

  /**
   * @param transport - the connections to use; several logins on one PBX share them
   * @param availability - what is known of the PBX; all clients of one PBX share it
   * @throws UnusableCaFile where the certificate authority's file cannot be read
   */
  constructor(
    settings: ClientSettings,
    transport = new Transport(settings),
    clock: Clock = systemClock,
    availability = new Availability(clock),
  ) {
    this.pbx = settings.url;
    this.#settings = settings;
    this.#transport = transport;
    this.#clock = clock;
    this.#availability = availability;
  }

  /**
   * Runs an operation of one or more requests, and repeats it where the network fails: see `retryRule`.
   *
   * @param operation - the command that decides how it is repeated
   * @param attemptOnce - runs one attempt, and passes `options` to every request
   */
  run<Result>(
    operation: Command,
    attemptOnce: (attempt: Attempt) => Promise<Result>,
    hooks?: RetryHooks,
  ): Promise<Result> {
    const { maxRetries, requestTimeout } = this.#settings;
    const requestTime = requestTimeout * 1000;
    const limits = { maxRetries, requestTime, totalTime: requestTime * MAX_OPERATION_TIMEOUTS };
    return runOperation(operation, attemptOnce, limits, this.#clock, hooks, this.#availability);
  }

  /**
   * Creates an extension (`AddConfig`).
   *
   * @param extensionType - such as `SIP`
   * @param extensionId - the ID in the configuration, for messages
   * @throws ConfigAlreadyExists where the PBX has an extension with that ID, of any type
   */
  async addConfig(
    extensionType: string,
    config: ConfigXml,
    extensionId: string,
    options?: RequestOptions,
  ): Promise<void> {
    await this.#write("AddConfig", extensionType, config, extensionId, options);
  }

  /**
   * Overwrites an extension (`ModifyConfig`). The PBX finds it by the ID in the configuration, and drops what the
   * configuration leaves out.
   *
   * @param extensionId - the ID in the configuration, for messages
   */
  async modifyConfig(
    extensionType: string,
    config: ConfigXml,
    extensionId: string,
    options?: RequestOptions,
  ): Promise<void> {
    await this.#write("ModifyConfig", extensionType, config, extensionId, options);
  }

  /**
   * Reads an extension (`GetConfig`), with its password in clear text.
   *
   * @throws ConfigNotFound where the PBX has no extension with that ID
   */
  async getConfig(extensionId: string, options?: RequestOptions): Promise<ConfigXml> {
    const config = await this.#send("GetConfig", { ExtensionId: extensionId }, options, extensionId);
    if (config.text("ID") !== extensionId) {
      const subject = this.#subject("GetConfig", extensionId);
      throw new BadReply(subject, "it is about another extension than the requested one");
    }
    return config;
  }

  /**
   * Removes an extension (`RemoveConfig`).
   *
   * @throws ConfigNotFound where the PBX has no extension with that ID
   */
  async removeConfig(extensionId: string, options?: RequestOptions): Promise<void> {
    await this.#send("RemoveConfig", { ExtensionId: extensionId }, options, extensionId);
  }

  /** Lists all extensions of all types (`ListExtensions`), in the PBX's order. */
  listExtensions(options?: RequestOptions): Promise<ExtensionSummary[]> {
    return this.#send("ListExtensions", {}, options);
  }

  /** Lists the types of extensions that the PBX knows (`ListExtensionTypes`). The vendor does not document its form. */
  listExtensionTypes(options?: RequestOptions): Promise<string[]> {
    return this.#send("ListExtensionTypes", {}, options);
  }

  /** Lists the active calls (`ListActiveCalls`). */
  listActiveCalls(options?: RequestOptions): Promise<ActiveCall[]> {
    return this.#send("ListActiveCalls", {}, options);
  }

  /** How many writes have ended, in whatever way: what was read before the last of them may be out of date. */
  get writes(): number {
    return this.#writes;
  }

  /** Closes the connections once their requests are answered. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #subject(command: Command, extensionId?: string): RequestSubject {
    const { configuredAs, sources } = this.#settings;
    return {
      command,
      pbx: this.pbx,
      extensionId,
      ...(configuredAs !== undefined && { configuredAs }),
      ...(sources !== undefined && { sources }),
    };
  }

  async #write(
    command: "AddConfig" | "ModifyConfig",
    extensionType: string,
    config: ConfigXml,
    extensionId: string,
    options: RequestOptions | undefined,
  ): Promise<void> {
    const xml = encodeConfigXml(config.toXml(), this.#settings.configXmlEncoding);
    await this.#send(command, { ExtensionType: extensionType, ConfigXML: xml }, options, extensionId);
  }

  async #send<Of extends Command>(
    command: Of,
    parameters: ParametersOf<Of>,
    options: RequestOptions = {},
    extensionId?: string,
  ): Promise<PayloadOf<Of>> {
    const subject = this.#subject(command, extensionId);
    const { username, password, requestTimeout, readOnly } = this.#settings;
    if (readOnly === true && commandTable[command].isWrite) {
      throw new WriteRefused(subject);
    }
    const form = new URLSearchParams({ command });
    if (username !== undefined && password !== undefined) {
      form.set("Username", username);
      form.set("Password", password);
    }
    for (const [name, value] of Object.entries<string>(parameters)) {
      form.set(name, value);
    }
    const timeout = options.onStart ?? (() => requestTimeout * 1000);
    const connectTimeout = Math.min(CONNECT_TIMEOUT_SECONDS, requestTimeout) * 1000;
    const { signal, stopping } = options;
    const maxBytes = commandTable[command].reply.bytes;
    const request = { subject, form, timeout, connectTimeout, signal, stopping, maxBytes };
    try {
      const response = readReply(subject, await this.#post(request));
      return commandTable[command].read(subject, response) as PayloadOf<Of>;
    } finally {
      this.#writes += commandTable[command].isWrite ? 1 : 0;
    }
  }

  async #post(request: HttpRequest): Promise<HttpReply> {
    request.signal?.throwIfAborted();
    request.stopping?.throwIfAborted();
    const isProbe = this.#availability.assertWorthTrying(request.subject);
    // What waits in the queue when the PBX is found to be off is not sent.
    const off = isProbe ? undefined : this.#availability.off;
    try {
      const reply = await this.#transport.post(request, off);
      if (!gatewayStatuses.includes(reply.status)) {
        this.#availability.answered();
      }
      return reply;
    } catch (error) {
      if (error instanceof PbxIsOff) {
        return this.#post(request);
      }
      throw error;
    }
  }
}
