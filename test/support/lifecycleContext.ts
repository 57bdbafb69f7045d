import type { Clock } from "../../provider/api";
import { OzekiClient } from "../../provider/api";
import { Claims } from "../../provider/lifecycle/claims";
import type { Context, Log, OnActiveCalls, Waiting } from "../../provider/lifecycle/context";
import { Inventories } from "../../provider/lifecycle/inventories";
import { OutageReport } from "../../provider/lifecycle/outageReport";
import type { Inputs } from "../../provider/types/sipExtension/table";
import type { SimulatorOptions } from "../../simulator";
import { Simulator } from "../../simulator";
import { clientSettings } from "./clientSettings";
import { elementTexts } from "./everyProperty";
import { frozenClock } from "./frozenClock";

/** What the lifecycle may use, with real clients: it records what was logged, and does not wait between attempts. */
export class LifecycleContext implements Context {
  readonly outages = new OutageReport();
  readonly inventories = new Inventories();
  readonly warnings: string[] = [];
  readonly said: string[] = [];
  readonly log: Log = { info: (line) => this.said.push(line), warn: (line) => this.warnings.push(line) };
  readonly retries: Waiting[] = [];
  /** The clients' clock, too. */
  clock: Clock = frozenClock;
  callPolicy: OnActiveCalls = "proceed";
  /** Seconds that an answer may take. To be shortened, before the first request, where a PBX hangs. */
  requestTimeout = 20;
  readonly #origins: Map<string | undefined, string>;
  readonly #clients = new Map<string, OzekiClient>();
  readonly #currentClock: Clock = {
    now: () => this.clock.now(),
    sleep: (milliseconds, signal) => this.clock.sleep(milliseconds, signal),
    random: () => this.clock.random(),
  };

  /**
   * @param connections - origin of the PBX by the name of the connection, beside the stack's own
   * @param claims - of the process
   */
  constructor(
    stack: string,
    connections: Record<string, string> = {},
    readonly claims = new Claims(),
  ) {
    this.#origins = new Map([[undefined, stack], ...Object.entries(connections)]);
  }

  locate(connection: string | undefined): { pbx: string } | { problem: string } {
    const pbx = this.#origins.get(connection);
    return pbx === undefined ? { problem: `there is no connection ${connection}` } : { pbx };
  }

  clientFor(connection: string | undefined): OzekiClient {
    const origin = this.#origins.get(connection) ?? "http://nowhere.invalid";
    const settings = clientSettings(origin, { maxRetries: 4, requestTimeout: this.requestTimeout });
    const client = this.#clients.get(origin) ?? new OzekiClient(settings, undefined, this.#currentClock);
    this.#clients.set(origin, client);
    return client;
  }

  findClient(connection: string | undefined): OzekiClient | { problem: string } {
    const place = this.locate(connection);
    return "problem" in place ? place : this.clientFor(connection);
  }

  onActiveCalls(): OnActiveCalls {
    return this.callPolicy;
  }

  waiting(_pbx: string, retry: Waiting): void {
    this.retries.push(retry);
  }

  async stop(): Promise<void> {
    await Promise.all(Array.from(this.#clients.values(), (client) => client.close()));
  }
}

/** Starts a simulated PBX. It returns Username, unless told otherwise: what it holds can then be compared whole. */
export function simulatedPbx(options: SimulatorOptions = {}): Promise<Simulator> {
  return Simulator.start({ ...options, switches: { getConfigUsername: "returned", ...options.switches } });
}

/** The text elements that a PBX holds for an extension of these inputs. */
export function textsOf(inputs: Inputs): Record<string, string> {
  return { ...elementTexts(inputs), ...inputs.elements };
}

/** The text elements that a PBX holds. */
export function heldTexts(pbx: Simulator, extensionId: string): Record<string, string> {
  return Object.fromEntries(pbx.extensions.get(extensionId)?.elements ?? []);
}

/** The requests that a PBX got, such as `GetConfig 1000 200`, or with the fault in place of the code: `GetConfig 1000 hang`. */
export function commandsOf(pbx: Simulator): string[] {
  return pbx.commands().map((command) => command.replace(/[@#%].*$/, ""));
}
