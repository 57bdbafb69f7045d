import { isIPv6 } from "node:net";
import { AddressFilter } from "./addressFilter";
import { CONSOLE_PATH, PbxConsole } from "./console/pbxConsole";
import { summarize } from "./describeRequest";
import { officeOf } from "./extensionSource";
import { Extensions } from "./extensions";
import { defaultExtensionTypes } from "./extensionType";
import { ArmedFaults } from "./faults/armedFaults";
import type { Fault } from "./faults/fault";
import { checkFault, parseFault } from "./faults/fault";
import { Listener } from "./http/listener";
import { RequestHandler } from "./http/requestHandler";
import { ObservedMap } from "./observedMap";
import type { ActiveCall, Login, PbxExtension, PbxState } from "./pbxState";
import type { RecordedRequest } from "./recordedRequest";
import { RequestRecords } from "./requestRecord";
import type { SimulatorOptions } from "./simulatorOptions";
import type { Switches } from "./switches";
import { parseSwitch, switchesFrom } from "./switches";

const WRITES: readonly (string | undefined)[] = ["AddConfig", "ModifyConfig", "RemoveConfig"];

/**
 * A PBX in a process, with the documented HTTP API of an Ozeki Phone System and faults on request.
 *
 * Everything can be read and changed while it runs. Always {@link stop} it.
 */
export class Simulator {
  readonly #host: string;
  readonly #state: PbxState;
  readonly #extensions: Extensions;
  readonly #listener: Listener;
  readonly #records: RequestRecords;
  readonly #faults = new ArmedFaults();
  readonly #handler: RequestHandler;
  readonly #console: PbxConsole | undefined;
  #port: number;
  #latency: number;
  #allow: readonly string[] | undefined;
  #deny: readonly string[];

  private constructor(options: SimulatorOptions) {
    const { extensions = [], types = defaultExtensionTypes, switches = {}, login, callsInProgress = [] } = options;
    for (const [name, value] of Object.entries(switches)) {
      parseSwitch(`${name}=${value}`);
    }
    this.#host = options.host ?? "127.0.0.1";
    this.#port = options.port ?? 0;
    this.#latency = options.latency ?? 0;
    this.#allow = options.allow;
    this.#deny = options.deny ?? [];
    const held = new ObservedMap<PbxExtension>();
    this.#state = {
      types,
      extensions: held,
      switches: switchesFrom(switches),
      login,
      allowed: options.allow === undefined ? undefined : new AddressFilter(options.allow),
      denied: new AddressFilter(this.#deny),
      users: new Set(options.users),
      calls: [...callsInProgress],
    };
    this.#extensions = new Extensions(held, types);
    for (const source of typeof extensions === "number" ? officeOf(extensions) : extensions) {
      this.#extensions.set(source);
    }
    for (const fault of options.faults ?? []) {
      this.fail(fault);
    }
    this.#records = new RequestRecords(options.keepRequests ?? Number.POSITIVE_INFINITY);
    this.#console = options.console === true ? this.#openConsole(options) : undefined;
    held.onChange = (id) => this.#console?.noteExtension(id);
    this.#handler = new RequestHandler({
      state: this.#state,
      records: this.#records,
      faults: this.#faults,
      host: this.#host,
      latency: () => this.#latency,
      pause: (milliseconds) => this.#listener.pause(milliseconds),
      console: this.#console,
      onRequest: options.onRequest,
    });
    this.#listener = new Listener({
      onConnection: () => this.#faults.forConnection() === undefined,
      onRequest: (request, response) => this.#handler.handle(request, response),
    });
  }

  #openConsole({ onConsoleChange }: SimulatorOptions): PbxConsole {
    return new PbxConsole({
      state: this.#state,
      extensions: this.#extensions,
      faults: this.#faults,
      host: this.#host,
      origin: () => this.origin,
      onChange: onConsoleChange,
    });
  }

  /**
   * Starts a PBX.
   *
   * @throws FaultError, SwitchError, AddressError, ExtensionSourceError or MalformedXml for an option that is not valid
   * @throws the system's error, such as `EADDRINUSE`, where it cannot listen
   */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const simulator = new Simulator(options);
    await simulator.#listen();
    return simulator;
  }

  /** Its address, such as `http://127.0.0.1:7780`. A {@link restart} does not change it. */
  get origin(): string {
    const host = { "0.0.0.0": "127.0.0.1", "::": "::1" }[this.#host] ?? this.#host;
    return `http://${isIPv6(host) ? `[${host}]` : host}:${this.#port}`;
  }

  /** The address of its web console. Undefined without the option `console`. */
  get consoleUrl(): string | undefined {
    return this.#console === undefined ? undefined : `${this.origin}${CONSOLE_PATH}`;
  }

  /** The number of browsers that show the console. */
  get openConsoles(): number {
    return this.#console?.openStreams ?? 0;
  }

  /** The port that it listens on. */
  get port(): number {
    return this.#port;
  }

  /** The extensions in the PBX. */
  get extensions(): Extensions {
    return this.#extensions;
  }

  /** How it answers where the documentation is not specific. Set a property to change an answer. */
  get switches(): Switches {
    return this.#state.switches;
  }

  /** The login that every request must carry. Undefined: none. */
  get login(): Login | undefined {
    return this.#state.login;
  }

  set login(login: Login | undefined) {
    this.#state.login = login;
  }

  /** The addresses that may use the API. Undefined: all. */
  get allow(): readonly string[] | undefined {
    return this.#allow;
  }

  set allow(addresses: readonly string[] | undefined) {
    this.#state.allowed = addresses === undefined ? undefined : new AddressFilter(addresses);
    this.#allow = addresses;
  }

  /** The addresses that may not, even where they are allowed. */
  get deny(): readonly string[] {
    return this.#deny;
  }

  set deny(addresses: readonly string[]) {
    this.#state.denied = new AddressFilter(addresses);
    this.#deny = addresses;
  }

  /** The logins of existing office users. They count only where the switch `unknownUser` is not `accepted`. */
  get users(): Set<string> {
    return this.#state.users;
  }

  /** The active calls. */
  get calls(): ActiveCall[] {
    return this.#state.calls;
  }

  /** Milliseconds that pass before a request is executed. */
  get latency(): number {
    return this.#latency;
  }

  set latency(milliseconds: number) {
    this.#latency = milliseconds;
  }

  /** The requests so far, in the order of their arrival. Some may still be under way. */
  get requests(): RecordedRequest[] {
    return this.#records.list();
  }

  /** The requests that changed something: AddConfig, ModifyConfig and RemoveConfig that were executed. */
  get writes(): RecordedRequest[] {
    return this.requests.filter(({ command, executed }) => executed && WRITES.includes(command));
  }

  /** The requests so far in short: `AddConfig 1000 703`, `GetConfig 1000 drop-after`, `ListExtensions 200`. */
  commands(): string[] {
    return this.requests.map(summarize);
  }

  /** Forgets the requests so far. The next one is number 1 again, and {@link mostConcurrent} starts again. */
  forgetRequests(): void {
    this.#records.forget();
    this.#handler.resetMostConcurrent();
  }

  /** The highest number of requests that were under way at once, each until its answer is sent. */
  get mostConcurrent(): number {
    return this.#handler.mostConcurrent;
  }

  /** The number of open connections. */
  get openSockets(): number {
    return this.#listener.openSockets;
  }

  /** The number of all connections so far, refused ones included. */
  get connections(): number {
    return this.#listener.connections;
  }

  /** The faults that can still hit. */
  get faults(): Fault[] {
    return this.#faults.list();
  }

  /**
   * Adds a fault.
   *
   * @param fault - as a string such as `drop-after@AddConfig#2`, or as a value
   * @throws FaultError naming the possible values
   */
  fail(fault: string | Fault): void {
    this.#faults.add(typeof fault === "string" ? parseFault(fault) : checkFault(fault));
  }

  /** Removes the faults that can still hit. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** Stops listening and ends every connection at once, also those that hang. Stopping twice is harmless. */
  async stop(): Promise<void> {
    this.#console?.stop();
    await this.#listener.close();
    this.#handler.finishAll();
  }

  /** Like a power failure of a PBX: ends all connections, and listens again on the same port, with the same extensions. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#listen();
  }

  async #listen(): Promise<void> {
    this.#port = await this.#listener.listen(this.#host, this.#port);
  }
}
