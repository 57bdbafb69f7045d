import { OzekiClient } from "../../../provider/api";
import { LifecycleError } from "../../../provider/types/errors";
import type { Simulator } from "../../../simulator";
import { clientSettings } from "../../support/clientSettings";
import { frozenClock } from "../../support/frozenClock";
import type { Kill } from "../../support/killableTransport";
import { KillableTransport, RunRequests } from "../../support/killableTransport";
import { LifecycleContext } from "../../support/lifecycleContext";
import type { Ended, Program, UpOptions } from "../../support/miniEngine";
import { CheckFailed, MiniEngine } from "../../support/miniEngine";
import type { TwoProcesses } from "../../support/twoProcesses";
import type { Model } from "./model";

/** What goes wrong during a command. */
export interface Disturbance {
  kill?: Kill | undefined;
  /** Faults of the wire, such as `drop-after@AddConfig`. */
  faults?: readonly string[];
}

/** The package, with the simulated PBX and an engine without processes. */
export class Real {
  readonly engine: MiniEngine;
  /** What the PBX got in the last run. */
  lastRequests: readonly string[] = [];
  readonly #contexts: LifecycleContext[] = [];
  readonly #pbx: Simulator;
  readonly #model: Model;
  #requests = new RunRequests(undefined);

  constructor(pbx: Simulator, model: Model, processes: TwoProcesses) {
    this.#pbx = pbx;
    this.#model = model;
    this.engine = new MiniEngine(
      (claims) => {
        const context = new LifecycleContext(pbx.origin, {}, claims);
        const client = new OzekiClient(
          clientSettings(pbx.origin, { maxRetries: 4 }),
          new KillableTransport(pbx.origin, this.#requests),
          frozenClock,
        );
        context.clientFor = () => client;
        this.#contexts.push(context);
        return context;
      },
      () => processes.claims(),
    );
  }

  /** Whether the state holds an extension that the PBX has confirmed. */
  isInState(name: string): boolean {
    const recorded = this.engine.state.get(name);
    const inputs = this.#model.program.get(name)?.inputs;
    return (
      recorded?.outputs.pbx !== undefined &&
      recorded.isPendingReplacement !== true &&
      recorded.outputs.extensionId === inputs?.extensionId
    );
  }

  /** `pulumi up`. Undisturbed, it does what its preview has shown, and refuses only what it has to. */
  async up(how: UpOptions = {}, disturbance: Disturbance = {}): Promise<Ended> {
    const options = { ...how, deleteBeforeReplace: this.#model.deleteBeforeReplace };
    const isDisturbed = disturbance.kill !== undefined || (disturbance.faults ?? []).length > 0;
    const refused = isDisturbed || how.refreshes ? {} : (await this.preview(this.#model.declared, options)).failures;
    const { state } = this.engine;
    const ended = await this.#run(disturbance, options, () => this.engine.up(this.#model.declared, options));
    if (!isDisturbed) {
      for (const [name, failure] of Object.entries(ended.failures)) {
        this.#model.assertRefusal(name, failure, state.get(name));
      }
      expect(Object.keys(ended.failures)).toEqual(expect.arrayContaining(Object.keys(refused)));
    }
    return ended;
  }

  /** `pulumi preview`, which writes nothing. */
  async preview(program: Program, options: UpOptions = {}): Promise<Ended> {
    const ended = await this.#run({}, options, () => this.engine.preview(program, options));
    expect(this.lastRequests.filter((request) => !/^(ListExtensions|GetConfig)/.test(request))).toEqual([]);
    return ended;
  }

  /** `pulumi refresh`, which writes nothing and forgets nothing that the PBX has. */
  async refresh(disturbance: Disturbance = {}): Promise<Ended> {
    const before = this.managed();
    const ended = await this.#run(disturbance, {}, () => this.engine.refresh());
    const forgotten = [...before].filter((id) => !this.managed().has(id));
    expect(forgotten.filter((id) => this.#pbx.extensions.has(id))).toEqual([]);
    expect(this.lastRequests.filter((request) => !request.startsWith("GetConfig"))).toEqual([]);
    return ended;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.stop()));
  }

  /** Runs a command, and notes what the PBX got and what was printed. */
  async #run({ kill, faults = [] }: Disturbance, options: UpOptions, run: () => Promise<Ended>): Promise<Ended> {
    const { state } = this.engine;
    this.#requests = new RunRequests(kill);
    for (const fault of faults) {
      this.#pbx.fail(fault);
    }
    const ended = await run();
    this.#pbx.clearFaults();
    const { requests } = this.#pbx;
    this.lastRequests = this.#pbx.commands();
    this.#model.follow(requests, state, options);
    this.#model.findOrphans(requests, this.managed(), ended);
    this.#pbx.forgetRequests();
    for (const context of this.#contexts) {
      this.#model.printed.push(...context.said.splice(0), ...context.warnings.splice(0));
    }
    for (const failure of Object.values(ended.failures)) {
      this.#model.printed.push(String(failure));
      // Whatever happens on the wire, the package has no bug.
      expect([CheckFailed, LifecycleError].some((known) => failure instanceof known) || failure).toBe(true);
    }
    return ended;
  }

  /** The IDs that the state holds, those that are to be deleted among them. */
  managed(): Set<string> {
    const { state, pending } = this.engine;
    const recorded = [...state.values(), ...pending].filter(({ isPendingReplacement }) => !isPendingReplacement);
    return new Set(recorded.map(({ outputs }) => outputs.extensionId));
  }
}
