import fc from "fast-check";
import { OzekiClient } from "../../provider/api";
import type { Claims } from "../../provider/lifecycle/claims";
import { ExtensionExists } from "../../provider/lifecycle/errors";
import { isGenerated } from "../../provider/types/sipExtension/generatedPassword";
import type { ProgramInputs } from "../../provider/types/validate";
import { Simulator } from "../../simulator";
import { clientSettings } from "../support/clientSettings";
import { frozenClock } from "../support/frozenClock";
import type { Kill } from "../support/killableTransport";
import { KillableTransport } from "../support/killableTransport";
import { LifecycleContext } from "../support/lifecycleContext";
import type { Ended, Program } from "../support/miniEngine";
import { CheckFailed, MiniEngine } from "../support/miniEngine";
import { fuzzParameters } from "../support/propertyRuns";
import { TwoProcesses } from "../support/twoProcesses";

const { parameters, timeoutMs } = fuzzParameters(2_000);

let pbx: Simulator;
const processes = new TwoProcesses();
beforeAll(async () => {
  pbx = await Simulator.start({ switches: { getConfigUsername: "returned" } });
});
afterAll(async () => {
  processes.remove();
  await pbx.stop();
});

/** A resource of the program. */
interface DeclaredExtension {
  inputs: ProgramInputs & { extensionId: string };
  /** How often its passwordVersion was changed. */
  rotations: number;
}

/** What a story knows, without asking the package. */
class Model {
  readonly program = new Map<string, DeclaredExtension>();
  /** Extensions that no stack has created or adopted, as they must stay. */
  readonly strangers = new Map<string, string>();
  /** An element that an administrator has added to an extension of the program: no program declares it. */
  readonly pins = new Map<string, string>();
  /** Generated passwords that were written since the extension was created, by ID. */
  readonly generated = new Map<string, Set<string>>();
  /** IDs that a killed run may have created, or a failed one adopted, without a trace in the state. */
  readonly mayBeOrphans = new Set<string>();
  /** Passwords, which may be nowhere but on the PBX and in the state. */
  readonly secrets = new Set<string>();
  /** Everything that was printed. */
  readonly printed: string[] = [];
  /** Whether state, program and PBX agree. */
  isClean = true;
  #nextId = 1000;
  #nextName = 0;

  newId(): string {
    this.#nextId += 1;
    return String(this.#nextId);
  }

  newName(): string {
    this.#nextName += 1;
    return `phone${this.#nextName}`;
  }

  /** One of the declared resources. */
  pick(index: number): [string, DeclaredExtension] | undefined {
    const all = [...this.program];
    return all[index % Math.max(1, all.length)];
  }

  get declared(): Program {
    return Object.fromEntries([...this.program].map(([name, { inputs }]) => [name, inputs]));
  }
}

/** The package, with the simulated PBX and an engine without processes. */
class Real {
  readonly engine: MiniEngine;
  kill: Kill | undefined;
  /** What the PBX got in the last run. */
  lastRequests: readonly string[] = [];
  readonly #contexts: LifecycleContext[] = [];
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
    this.engine = new MiniEngine((claims) => {
      const context = new LifecycleContext(pbx.origin, {}, claims);
      const client = new OzekiClient(
        clientSettings(pbx.origin, { maxRetries: 4 }),
        new KillableTransport(pbx.origin, this.kill),
        frozenClock,
      );
      context.clientFor = () => client;
      this.#contexts.push(context);
      return context;
    });
  }

  async up(
    how: { skipsCheckpoints?: boolean; replacesAll?: readonly [Claims, Claims]; kill?: Kill | undefined } = {},
  ): Promise<Ended> {
    this.kill = how.kill;
    const ended = await this.engine.up(this.#model.declared, how);
    this.kill = undefined;
    this.#observe(ended);
    if (ended.wasKilled) {
      for (const { inputs } of this.#model.program.values()) {
        this.#model.mayBeOrphans.add(inputs.extensionId);
      }
    }
    this.#model.isClean = !ended.wasKilled && Object.keys(ended.failures).length === 0;
    return ended;
  }

  async refresh(): Promise<void> {
    this.#observe(await this.engine.refresh());
  }

  /** Notes what the PBX got, and what was printed. */
  #observe(ended: Ended): void {
    const { generated, mayBeOrphans, pins, printed, program, secrets } = this.#model;
    for (const { command, parameters: sent, extensionId: id = "", executed } of pbx.requests) {
      const password = /<Password>([^<]*)<\/Password>/.exec(sent.ConfigXML ?? "")?.[1];
      if (password !== undefined) {
        secrets.add(password);
      }
      if (!executed) {
        continue;
      }
      if (command !== "GetConfig" && this.#model.strangers.delete(id)) {
        const isAdopted = [...program.values()].some(
          ({ inputs }) => inputs.extensionId === id && inputs.adopt === true,
        );
        expect([command, id, isAdopted]).toEqual(["ModifyConfig", id, true]);
        if (Object.keys(ended.failures).length > 0) {
          mayBeOrphans.add(id);
        }
      }
      if (command === "RemoveConfig") {
        pins.delete(id);
      }
      if (command === "RemoveConfig" || command === "AddConfig") {
        generated.set(id, new Set());
      }
      if (password !== undefined && isGenerated(password, id)) {
        generated.get(id)?.add(password);
      }
    }
    this.lastRequests = pbx.commands();
    pbx.forgetRequests();
    for (const context of this.#contexts) {
      printed.push(...context.said.splice(0), ...context.warnings.splice(0));
    }
    printed.push(...Object.values(ended.failures).map(String));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.stop()));
  }
}

/** A step of a story, made of a name, a condition and what happens. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly #title: string;
  readonly #happens: (model: Model, real: Real) => Promise<void> | void;
  readonly #isPossible: (model: Model) => boolean;

  constructor(
    title: string,
    happens: (model: Model, real: Real) => Promise<void> | void,
    isPossible: (model: Model) => boolean = () => true,
  ) {
    this.#title = title;
    this.#happens = happens;
    this.#isPossible = isPossible;
  }

  check(model: Readonly<Model>): boolean {
    return this.#isPossible(model as Model);
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.#happens(model, real);
  }

  toString(): string {
    return this.#title;
  }
}

const hasProgram = (model: Model) => model.program.size > 0;
const any = fc.nat({ max: 5 });
const GENERATED = "@generate office/dev";

const declare = fc.boolean().map(
  (isGiven) =>
    new Step(`declare with a ${isGiven ? "given" : "generated"} password`, (model) => {
      const extensionId = model.newId();
      const password = isGiven ? `Marked-Given-${extensionId}` : GENERATED;
      if (isGiven) {
        model.secrets.add(password);
      }
      model.program.set(model.newName(), { inputs: { extensionId, userId: "anna", password }, rotations: 0 });
      model.isClean = false;
    }),
);

/** Changes one resource of the program. */
const change = (title: string, how: (declared: DeclaredExtension, model: Model, name: string) => void) =>
  any.map(
    (index) =>
      new Step(
        `${title} ${index}`,
        (model) => {
          const [name, declared] = model.pick(index) ?? [];
          if (name !== undefined && declared !== undefined) {
            how(declared, model, name);
            model.isClean = false;
          }
        },
        hasProgram,
      ),
  );

/** Changes one extension on the PBX without Pulumi. */
const onPbx = (title: string, how: (id: string, model: Model) => void) =>
  any.map(
    (index) =>
      new Step(
        `${title} ${index} on the PBX`,
        (model) => {
          const id = model.pick(index)?.[1].inputs.extensionId ?? "";
          if (pbx.extensions.has(id)) {
            how(id, model);
            model.isClean = false;
          }
        },
        hasProgram,
      ),
  );

/** A stranger that an administrator has changed is to stay as it is now. */
function noteStranger(id: string, model: Model): void {
  if (model.strangers.has(id)) {
    model.strangers.set(id, pbx.extensions.get(id)?.xml ?? "");
  }
}

const kill: fc.Arbitrary<Kill | undefined> = fc.option(
  fc.record({ request: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom("before" as const, "after" as const) }),
  { nil: undefined, freq: 2 },
);

const steps = [
  declare,
  declare,
  change("drop", (_declared, model, name) => model.program.delete(name)),
  change("edit", ({ inputs }) => Object.assign(inputs, { userId: `${inputs.userId}x` })),
  change("disable", ({ inputs }) => Object.assign(inputs, { enabled: inputs.enabled === false })),
  change("renumber", ({ inputs }, model) => Object.assign(inputs, { extensionId: model.newId() })),
  change("rotate", (declared) => {
    if (declared.inputs.password === GENERATED) {
      declared.rotations += 1;
      Object.assign(declared.inputs, { passwordVersion: declared.rotations });
    }
  }),
  onPbx("change the user of", (id, model) => {
    pbx.extensions.setElement(id, "UserID", "changed");
    noteStranger(id, model);
  }),
  onPbx("weaken the password of", (id, model) => {
    model.secrets.add("Marked-Weak");
    pbx.extensions.setElement(id, "Password", "Marked-Weak");
    noteStranger(id, model);
  }),
  onPbx("add an element to", (id, model) => {
    model.pins.set(id, " 00\n12 ");
    pbx.extensions.setElement(id, "Pin", " 00\n12 ");
    noteStranger(id, model);
  }),
  onPbx("delete", (id, model) => {
    pbx.extensions.remove(id);
    model.strangers.delete(id);
    model.pins.delete(id);
    model.generated.delete(id);
  }),
  fc.boolean().map(
    (isAdopted) =>
      new Step(`${isAdopted ? "adopt" : "try to take"} a stranger`, async (model, real) => {
        const extensionId = model.newId();
        model.secrets.add("Marked-Stranger");
        const xml = pbx.extensions.set(
          `<Config knownType="SIPExtensionInfo"><Password>Marked-Stranger</Password><Note a="1">keep</Note><Enabled>true</Enabled><AuthorizationName>x</AuthorizationName><ID>${extensionId}</ID><UserID>stranger</UserID></Config>`,
        ).xml;
        const inputs = { extensionId, userId: "anna", password: GENERATED };
        model.strangers.set(extensionId, xml);
        if (isAdopted) {
          model.program.set(model.newName(), { inputs: { ...inputs, adopt: true }, rotations: 0 });
          model.isClean = false;
          return;
        }
        const { failures } = await real.engine.preview({ ...model.declared, taken: inputs });
        expect(failures.taken).toBeInstanceOf(CheckFailed);
      }),
  ),
  any.map(
    (index) =>
      new Step(
        `rename ${index} and up`,
        async (model, real) => {
          const [name, declared] = model.pick(index) ?? [];
          if (name === undefined || declared === undefined) {
            return;
          }
          // A drift that no run has seen yet is refused, and so is what a killed run has created.
          await real.refresh();
          if (Object.keys((await real.up()).failures).length > 0) {
            return;
          }
          const phone = () => pbx.extensions.get(declared.inputs.extensionId)?.xml;
          const before = phone();
          model.program.delete(name);
          model.program.set(model.newName(), declared);
          expect((await real.up()).failures).toEqual({});
          expect(phone()).toBe(before);
        },
        hasProgram,
      ),
  ),
  fc.constant(
    new Step(
      "up --replace '**', by two processes",
      async (model, real) => {
        await real.refresh();
        if (Object.keys((await real.up()).failures).length > 0) {
          return;
        }
        const phones = () =>
          [...model.program.values()].map(({ inputs }) => pbx.extensions.get(inputs.extensionId)?.xml);
        const before = phones();
        expect((await real.up({ replacesAll: processes.claims() })).failures).toEqual({});
        expect(phones()).toEqual(before);
      },
      hasProgram,
    ),
  ),
  fc.constant(new Step("refresh", (_model, real) => real.refresh())),
  fc
    .record({
      skipsCheckpoints: fc.boolean(),
      kill,
      fault: fc.option(
        fc
          .tuple(
            fc.constantFrom("drop-before", "drop-after", "status-503", "truncate"),
            fc.constantFrom("AddConfig", "GetConfig", "ModifyConfig", "RemoveConfig"),
          )
          .map(([kind, command]) => `${kind}@${command}`),
        { nil: undefined },
      ),
    })
    .map(
      ({ fault, ...how }) =>
        new Step(`up ${JSON.stringify({ ...how, fault })}`, async (_model, real) => {
          if (fault !== undefined) {
            pbx.fail(fault);
          }
          await real.up(how);
          pbx.clearFaults();
        }),
    ),
];

/** Ends a story: everything is as declared, and what is not declared as it was. */
async function assertSettled(model: Model, real: Real): Promise<void> {
  await real.refresh();
  const { failures } = await real.up();
  for (const [name, failure] of Object.entries(failures)) {
    // A killed run has created it, and the program was changed since: the message names the way on.
    const inputs = model.program.get(name)?.inputs;
    // The preview refuses it, unless it shares a generated password with the program: then the create does.
    expect([CheckFailed.name, ExtensionExists.name]).toContain((failure as Error).constructor.name);
    expect(model.mayBeOrphans).toContain(inputs?.extensionId);
    Object.assign(inputs ?? {}, { adopt: true });
  }
  expect((await real.up()).failures).toEqual({});

  for (const [name, { inputs, rotations }] of model.program) {
    const { extensionId, userId, password, enabled = true } = inputs;
    const held = (element: string) => pbx.extensions.text(extensionId, element);
    expect([name, held("UserID"), held("Enabled")]).toEqual([name, userId, String(enabled)]);
    if (password !== GENERATED) {
      expect(held("Password")).toBe(password);
    } else if (inputs.adopt !== true) {
      expect(isGenerated(held("Password") ?? "", extensionId)).toBe(true);
      expect(model.generated.get(extensionId)?.size ?? 1).toBeLessThanOrEqual(1 + rotations);
    }
    expect(real.engine.state.get(name)?.outputs).toMatchObject({ extensionId, userId, pbx: pbx.origin });
  }
  for (const [id, xml] of model.strangers) {
    expect(pbx.extensions.get(id)?.xml).toBe(xml);
  }
  for (const [id, pin] of model.pins) {
    if (pbx.extensions.has(id)) {
      expect([id, pbx.extensions.text(id, "Pin")]).toEqual([id, pin]);
    }
  }
  const inState = new Set([...real.engine.state.values()].map(({ outputs }) => outputs.extensionId));
  const unexpected = pbx.extensions
    .ids()
    .filter((id) => !inState.has(id) && !model.strangers.has(id) && !model.mayBeOrphans.has(id));
  expect(unexpected).toEqual([]);

  expect((await real.up()).changed).toEqual([]);
  expect(real.lastRequests).toEqual([]);
  const leaked = [...model.secrets].filter((secret) => model.printed.some((line) => line.includes(secret)));
  expect(leaked).toEqual([]);
}

describe("a story of an administrator, an engine and a PBX", () => {
  it(
    "ends as declared, with strangers and undeclared elements as they were, and nothing left to do",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(steps, { maxCommands: 20 }), async (story) => {
          pbx.extensions.clear();
          pbx.clearFaults();
          pbx.forgetRequests();
          const model = new Model();
          const real = new Real(model);
          try {
            await fc.asyncModelRun(() => ({ model, real }), story);
            await assertSettled(model, real);
          } finally {
            await real.stop();
          }
        }),
        parameters,
      );
    },
    timeoutMs,
  );
});
