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

/** How `up` differs. */
interface UpOptions {
  /** Whether the state is written once at the end, and not after each step. */
  skipsCheckpoints?: boolean;
  /** `--replace '**'`: every resource is created again by one process, and the old one deleted by another. Their claims. */
  replacesAll?: readonly [Claims, Claims];
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
  readonly #newProcess: NewProcess;

  /** @param newProcess - starts a provider's process of a command */
  constructor(newProcess: NewProcess) {
    this.#newProcess = newProcess;
  }

  /** `pulumi preview`: what `up` would be refused for. */
  async preview(program: Program): Promise<Ended> {
    const run = new Run(this, sipLifecycle(this.#newProcess()), true);
    return run.finish(async () => {
      for (const [name, declared] of Object.entries(program)) {
        await run.step(name, () => run.preview(name, declared));
      }
    });
  }

  /** `pulumi up`. */
  async up(program: Program, { skipsCheckpoints = false, replacesAll }: UpOptions = {}): Promise<Ended> {
    const start = (claims?: Claims) => sipLifecycle(this.#newProcess(claims));
    const run = new Run(this, start(replacesAll?.[0]), skipsCheckpoints, replacesAll && start(replacesAll[1]));
    return run.finish(async () => {
      for (const [name, declared] of Object.entries(program)) {
        await run.step(name, () => run.register(name, declared));
      }
      if (Object.keys(run.ended.failures).length === 0) {
        await run.deleteAllBut(new Set(Object.keys(program)));
      }
    });
  }

  /** `pulumi refresh`. */
  async refresh(): Promise<Ended> {
    const run = new Run(this, sipLifecycle(this.#newProcess()), false);
    return run.finish(async () => {
      for (const name of [...this.state.keys()]) {
        await run.step(name, () => run.refresh(name));
      }
    });
  }

  /** `pulumi destroy`. */
  async destroy(): Promise<Ended> {
    const run = new Run(this, sipLifecycle(this.#newProcess()), false);
    return run.finish(() => run.deleteAllBut(new Set()));
  }
}

/** In place of the diff of a resource that is replaced whatever differs. */
const REPLACED = { changes: true, replaces: ["id"], deleteBeforeReplace: false };

/** One command. */
class Run {
  readonly ended: Ended = { failures: {}, wasKilled: false, changed: [] };
  readonly #engine: MiniEngine;
  readonly #lifecycle: SipLifecycle;
  /** That of the process which deletes, where every resource is replaced. */
  readonly #deleting: SipLifecycle | undefined;
  readonly #skipsCheckpoints: boolean;
  #state: Map<string, Recorded>;
  #pending: Recorded[];

  constructor(engine: MiniEngine, lifecycle: SipLifecycle, skipsCheckpoints: boolean, deleting?: SipLifecycle) {
    this.#engine = engine;
    this.#lifecycle = lifecycle;
    this.#deleting = deleting;
    this.#skipsCheckpoints = skipsCheckpoints;
    this.#state = new Map(engine.state);
    this.#pending = [...engine.pending];
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

  /** Runs one step. A failure ends the step, not the command. */
  async step(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (error instanceof Killed) {
        throw error;
      }
      this.ended.failures[name] = error;
      if (error instanceof OutcomeUnknown) {
        const inputs = this.#state.get(name)?.inputs ?? {};
        this.#state.set(name, { inputs, outputs: error.properties as State, isPartial: true });
      }
    }
    if (!this.#skipsCheckpoints) {
      this.#write();
    }
  }

  async preview(name: string, declared: ProgramInputs): Promise<void> {
    const old = this.#state.get(name);
    const inputs = await this.#check(old?.inputs ?? {}, declared);
    if (old === undefined) {
      this.ended.changed.push(name);
      return;
    }
    const { changes, replaces } = this.#lifecycle.diff(old.outputs, inputs);
    if (replaces.length > 0) {
      await this.#check({}, declared);
    }
    if (changes) {
      this.ended.changed.push(name);
    }
  }

  async register(name: string, declared: ProgramInputs): Promise<void> {
    const old = this.#state.get(name);
    // What `--replace` names is checked as a new resource, and replaced without a diff.
    const isReplaced = this.#deleting !== undefined;
    const inputs = await this.#check(isReplaced ? {} : (old?.inputs ?? {}), declared);
    if (old === undefined) {
      await this.#create(name, inputs);
      return;
    }
    const { changes, replaces, deleteBeforeReplace } = isReplaced
      ? REPLACED
      : this.#lifecycle.diff(old.outputs, inputs);
    if (replaces.length > 0) {
      const fresh = await this.#check({}, declared);
      if (deleteBeforeReplace) {
        await this.#lifecycle.delete(old.outputs);
        this.#state.delete(name);
      }
      await this.#create(name, fresh);
      if (!deleteBeforeReplace) {
        this.#pending.push(old);
      }
      return;
    }
    if (!changes && old.isPartial !== true) {
      this.#state.set(name, { inputs: inputs as never, outputs: old.outputs });
      return;
    }
    this.ended.changed.push(name);
    const outputs = await this.#lifecycle.update(old.outputs, inputs);
    this.#state.set(name, { inputs: inputs as never, outputs });
  }

  async refresh(name: string): Promise<void> {
    const old = this.#state.get(name) as Recorded;
    const outputs = await this.#lifecycle.read(old.outputs);
    if (outputs === undefined) {
      this.#state.delete(name);
      this.ended.changed.push(name);
      return;
    }
    if (this.#lifecycle.diff(outputs, old.inputs as never).changed.length > 0) {
      this.ended.changed.push(name);
    }
    const isPartial = outputs.pbx === undefined;
    this.#state.set(name, { inputs: inputsOf(outputs) as never, outputs, ...(isPartial && { isPartial }) });
  }

  async deleteAllBut(declared: ReadonlySet<string>): Promise<void> {
    for (const old of [...this.#pending]) {
      await this.step(`replaced ${old.outputs.extensionId}`, async () => {
        await (this.#deleting ?? this.#lifecycle).delete(old.outputs);
        this.#pending = this.#pending.filter((other) => other !== old);
      });
    }
    for (const [name, old] of [...this.#state]) {
      if (!declared.has(name)) {
        await this.step(name, async () => {
          await this.#lifecycle.delete(old.outputs);
          this.#state.delete(name);
        });
      }
    }
  }

  async #create(name: string, inputs: Inputs): Promise<void> {
    this.ended.changed.push(name);
    try {
      this.#state.set(name, { inputs: inputs as never, outputs: await this.#lifecycle.create(inputs) });
    } catch (error) {
      if (error instanceof OutcomeUnknown) {
        this.#state.set(name, { inputs: inputs as never, outputs: error.properties as State, isPartial: true });
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

  #write(): void {
    this.#engine.state = new Map(this.#state);
    this.#engine.pending = [...this.#pending];
  }
}

/** Check refused what the program declares. */
export class CheckFailed extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}
