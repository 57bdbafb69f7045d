import type { Claims } from "../../provider/lifecycle/claims";
import { OutcomeUnknown } from "../../provider/lifecycle/errors";
import type { ExtensionLifecycle } from "../../provider/lifecycle/extensionLifecycle";
import { inputsOf } from "../../provider/types/resourceState";
import type { Inputs, State } from "../../provider/types/sipExtension/table";
import type { ProgramInputs } from "../../provider/types/validate";
import type { LifecycleContext } from "./lifecycleContext";
import { sipLifecycle } from "./sipLifecycle";

type SipLifecycle = ExtensionLifecycle<Inputs>;

/** A resource of the state. */
interface Recorded {
  inputs: ProgramInputs;
  outputs: State;
  /** The last operation on it ended without an answer: the next run updates it whatever diff says. */
  isPartial?: boolean;
  /** A replacement has deleted it, and has not created it again yet. */
  isPendingReplacement?: boolean;
  /** The number of the provider that manages it: `--replace '**'` replaces the provider, too. */
  provider?: number;
}

/** What a program declares, by the names of the resources. */
export type Program = Readonly<Record<string, ProgramInputs>>;

/** The process of the engine or the provider was killed: nothing after this is written. */
export class Killed extends Error {}

/** How a command ended. */
export interface Ended {
  /** What it failed with, by the names of the resources. */
  failures: Record<string, unknown>;
  wasKilled: boolean;
  /** Resources that the engine shows as changed. */
  changed: string[];
}

/** Starts a provider's process. Without claims it is the only one of its command. */
type NewProcess = (claims?: Claims) => LifecycleContext;

/** How `up` and its preview differ. */
export interface UpOptions {
  /** Whether the state is written once at the end, and not after each step. */
  skipsCheckpoints?: boolean;
  /** Whether the first failure ends the command. Otherwise the other steps are already under way. */
  stopsAtFailure?: boolean;
  /** Whether every resource is checked and compared before the first one is written, and not each before its own step. */
  plansAhead?: boolean;
  /** `--refresh`: the same process reads all resources before. */
  refreshes?: boolean;
  /** `--replace URN`: the names of the resources that are replaced whatever differs; `all` is `--replace '**'`. */
  replaces?: readonly string[] | "all";
  /** The names of the resources with the option `deleteBeforeReplace`. */
  deleteBeforeReplace?: readonly string[];
}

/**
 * What Pulumi's engine asks of a provider in the course of its commands, in the same order and with the same values, without
 * its processes: a story of many commands takes milliseconds.
 *
 * Steps run one after the other. Extensions that a program no longer declares, and those that were replaced, are deleted at
 * the end.
 */
export class MiniEngine {
  /** The state as it was last written. */
  state = new Map<string, Recorded>();
  /** Replaced extensions whose deletion is still to come. */
  pending: Recorded[] = [];
  /** The number of the provider in the state. */
  provider = 0;
  readonly #newProcess: NewProcess;
  readonly #sharedClaims: (() => readonly [Claims, Claims]) | undefined;

  /**
   * @param newProcess - starts a provider's process of a command
   * @param sharedClaims - those of the two processes of a run: needed for `--replace '**'`
   */
  constructor(newProcess: NewProcess, sharedClaims?: () => readonly [Claims, Claims]) {
    this.#newProcess = newProcess;
    this.#sharedClaims = sharedClaims;
  }

  /** `pulumi preview`: what `up` would be refused for. */
  async preview(program: Program, options: UpOptions = {}): Promise<Ended> {
    const run = this.#start({ ...options, skipsCheckpoints: true });
    for (const [name, declared] of Object.entries(program)) {
      await run.step(name, () => run.plan(name, declared));
    }
    return run.ended;
  }

  /** `pulumi up`. */
  async up(program: Program, options: UpOptions = {}): Promise<Ended> {
    const run = this.#start(options);
    return run.finish(async () => {
      if (options.refreshes) {
        await run.refreshAll();
      }
      const execute: (() => Promise<void>)[] = [];
      for (const [name, declared] of Object.entries(program)) {
        const planned = await run.step(name, () => run.plan(name, declared));
        if (planned !== undefined) {
          execute.push(() => run.step(name, planned));
        }
        if (!options.plansAhead) {
          await execute.pop()?.();
        }
      }
      for (const next of execute) {
        await next();
      }
      if (!run.hasFailed) {
        await run.deleteAllBut(new Set(Object.keys(program)));
      }
    });
  }

  /** `pulumi refresh`. */
  async refresh(): Promise<Ended> {
    const run = this.#start();
    return run.finish(() => run.refreshAll());
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<Ended> {
    const run = this.#start();
    return run.finish(() => run.deleteAllBut(new Set()));
  }

  #start(options: UpOptions = {}): Run {
    const provider = this.provider + (options.replaces === "all" ? 1 : 0);
    const hasOther = [...this.state.values(), ...this.pending].some((recorded) => recorded.provider !== provider);
    const [claims, otherClaims] = (hasOther && this.#sharedClaims?.()) || [];
    const start = (own?: Claims) => sipLifecycle(this.#newProcess(own));
    const lifecycle = start(claims);
    return new Run(this, options, { provider, lifecycle, other: otherClaims ? start(otherClaims) : lifecycle });
  }
}

/** In place of the diff of a resource that is replaced whatever differs. */
const REPLACED = { changes: true, replaces: ["id"], deleteBeforeReplace: false };

/** The processes of a command: the provider of the program, and the one that an earlier command replaced. */
interface Processes {
  provider: number;
  lifecycle: SipLifecycle;
  other: SipLifecycle;
}

/** One command. */
class Run {
  readonly ended: Ended = { failures: {}, wasKilled: false, changed: [] };
  readonly #engine: MiniEngine;
  readonly #options: UpOptions;
  readonly #provider: number;
  readonly #lifecycle: SipLifecycle;
  readonly #other: SipLifecycle;
  readonly #state: Map<string, Recorded>;
  #pending: Recorded[];

  constructor(engine: MiniEngine, options: UpOptions, { provider, lifecycle, other }: Processes) {
    this.#engine = engine;
    this.#options = options;
    this.#provider = provider;
    this.#lifecycle = lifecycle;
    this.#other = other;
    this.#state = new Map(engine.state);
    this.#pending = [...engine.pending];
  }

  get hasFailed(): boolean {
    return Object.keys(this.ended.failures).length > 0;
  }

  /** Runs the steps; writes the state at the end, unless the process was killed. */
  async finish(steps: () => Promise<void>): Promise<Ended> {
    try {
      await steps();
      this.#write();
    } catch (error) {
      if (!(error instanceof Killed)) {
        throw error;
      }
      this.ended.wasKilled = true;
    }
    return this.ended;
  }

  /** Runs one step. A failure ends the step. */
  async step<Result>(name: string, run: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#options.stopsAtFailure && this.hasFailed) {
      return undefined;
    }
    let result: Result | undefined;
    try {
      result = await run();
    } catch (error) {
      if (error instanceof Killed) {
        throw error;
      }
      this.ended.failures[name] = error;
    }
    this.#checkpoint();
    return result;
  }

  /** Checks and compares a resource. @returns the step that writes it */
  async plan(name: string, declared: ProgramInputs): Promise<() => Promise<void>> {
    const old = this.#state.get(name);
    const { replaces = [], deleteBeforeReplace = [] } = this.#options;
    // What `--replace` names is checked as a new resource, and replaced without a diff.
    const isNamed = replaces === "all" || replaces.includes(name);
    const inputs = await this.#check(isNamed ? {} : (old?.inputs ?? {}), declared);
    if (old === undefined) {
      this.ended.changed.push(name);
      return () => this.#create(name, inputs);
    }
    const diff = isNamed ? REPLACED : this.#lifecycle.diff(old.outputs, inputs);
    const isReplaced = diff.replaces.length > 0 || old.isPendingReplacement === true;
    if (diff.changes || isReplaced || old.isPartial) {
      this.ended.changed.push(name);
    }
    if (isReplaced) {
      const fresh = isNamed ? inputs : await this.#check({}, declared);
      const deletesFirst = diff.deleteBeforeReplace || deleteBeforeReplace.includes(name);
      return () => this.#replace(name, old, fresh, deletesFirst);
    }
    return async () => {
      const isUpdated = diff.changes || old.isPartial;
      const outputs = isUpdated ? this.#lifecycle.update(old.outputs, inputs) : Promise.resolve(old.outputs);
      await this.#record(name, inputs, outputs);
    };
  }

  async refreshAll(): Promise<void> {
    for (const [name, old] of [...this.#state]) {
      // Of one that a replacement has deleted there is nothing to read.
      if (!old.isPendingReplacement) {
        await this.step(name, async () => {
          const refreshed = await this.#read(name, old);
          if (refreshed === undefined) {
            this.#state.delete(name);
          } else {
            this.#state.set(name, refreshed);
          }
        });
      }
    }
    for (const old of [...this.#pending]) {
      await this.step(replacedName(old), async () => {
        const refreshed = await this.#read(replacedName(old), old);
        this.#pending = this.#pending.flatMap((other) => (other !== old ? [other] : (refreshed ?? [])));
      });
    }
  }

  async deleteAllBut(declared: ReadonlySet<string>): Promise<void> {
    for (const old of [...this.#pending]) {
      await this.step(replacedName(old), async () => {
        await this.#providerOf(old).delete(old.outputs);
        this.#pending = this.#pending.filter((other) => other !== old);
      });
    }
    for (const [name, old] of [...this.#state]) {
      if (!declared.has(name)) {
        await this.step(name, async () => {
          if (!old.isPendingReplacement) {
            await this.#providerOf(old).delete(old.outputs);
          }
          this.#state.delete(name);
        });
      }
    }
  }

  async #read(name: string, old: Recorded): Promise<Recorded | undefined> {
    const lifecycle = this.#providerOf(old);
    const outputs = await lifecycle.read(old.outputs);
    if (outputs === undefined || lifecycle.diff(outputs, old.inputs as never).changed.length > 0) {
      this.ended.changed.push(name);
    }
    // A read that succeeds ends a partial failure.
    const { isPartial: _, ...rest } = old;
    return outputs && { ...rest, inputs: inputsOf(outputs) as never, outputs };
  }

  async #replace(name: string, old: Recorded, inputs: Inputs, deletesFirst: boolean): Promise<void> {
    if (deletesFirst && !old.isPendingReplacement) {
      await this.#providerOf(old).delete(old.outputs);
      this.#state.set(name, { ...old, isPendingReplacement: true });
      this.#checkpoint();
    }
    await this.#create(name, inputs, deletesFirst || old.isPendingReplacement ? undefined : old);
  }

  /** @param replaced - what is to be deleted as soon as the new one is recorded */
  async #create(name: string, inputs: Inputs, replaced?: Recorded): Promise<void> {
    await this.#record(name, inputs, this.#lifecycle.create(inputs), replaced);
  }

  /** Records how a create or an update ended: with outputs, or without an answer. */
  async #record(name: string, inputs: Inputs, ending: Promise<State>, replaced?: Recorded): Promise<void> {
    const record = (outputs: State, isPartial: boolean) => {
      const provider = this.#provider;
      this.#state.set(name, { inputs: inputs as never, outputs, provider, ...(isPartial && { isPartial }) });
      this.#pending.push(...(replaced === undefined ? [] : [replaced]));
    };
    try {
      record(await ending, false);
    } catch (error) {
      if (error instanceof OutcomeUnknown) {
        record(error.properties as State, true);
      }
      throw error;
    }
  }

  async #check(olds: ProgramInputs, declared: ProgramInputs): Promise<Inputs> {
    const { inputs, failures } = await this.#lifecycle.check(olds, declared);
    if (failures.length > 0) {
      throw new CheckFailed(failures.map(({ reason }) => reason));
    }
    return inputs as ProgramInputs & Inputs;
  }

  /** The process that reads and deletes a resource. */
  #providerOf({ provider = this.#provider }: Recorded): SipLifecycle {
    return provider === this.#provider ? this.#lifecycle : this.#other;
  }

  #checkpoint(): void {
    if (!this.#options.skipsCheckpoints) {
      this.#write();
    }
  }

  #write(): void {
    this.#engine.state = new Map(this.#state);
    this.#engine.pending = [...this.#pending];
    this.#engine.provider = this.#provider;
  }
}

function replacedName({ outputs }: Recorded): string {
  return `replaced ${outputs.extensionId}`;
}

/** Check refused what the program declares. */
export class CheckFailed extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}
