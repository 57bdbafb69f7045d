import fc from "fast-check";
import { ExtensionExists } from "../../../provider/lifecycle/errors";
import type { Simulator } from "../../../simulator";
import type { Kill } from "../../support/killableTransport";
import type { UpOptions } from "../../support/miniEngine";
import { CheckFailed } from "../../support/miniEngine";
import type { DeclaredExtension, Model } from "./model";
import { GENERATED } from "./model";
import type { Disturbance, Real } from "./real";

/** A step of a story. One about the program is possible where there is something in it. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly #title: string;
  readonly #happens: (model: Model, real: Real) => unknown;
  readonly #needsProgram: boolean;

  constructor(
    title: string,
    happens: (model: Model, real: Real) => unknown,
    { needsProgram = true }: { needsProgram?: boolean } = {},
  ) {
    this.#title = title;
    this.#happens = happens;
    this.#needsProgram = needsProgram;
  }

  check(model: Readonly<Model>): boolean {
    return !this.#needsProgram || model.program.size > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    await this.#happens(model, real);
  }

  toString(): string {
    return this.#title;
  }
}

/** The options of a step that is possible without a program. */
const FROM_THE_START = { needsProgram: false };

const anyIndex = fc.nat({ max: 5 });

const declare = fc.record({ isGiven: fc.boolean(), deletesBeforeReplace: fc.boolean() }).map(
  ({ isGiven, deletesBeforeReplace }) =>
    new Step(
      `declare with a ${isGiven ? "given" : "generated"} password${deletesBeforeReplace ? " and deleteBeforeReplace" : ""}`,
      (model) => {
        const extensionId = model.newId();
        const password = isGiven ? `Marked-Given-${extensionId}` : GENERATED;
        model.declare({ extensionId, userId: "anna", password }, deletesBeforeReplace);
      },
      FROM_THE_START,
    ),
);

/** An administrator adds an extension. @returns what a program declares that wants its ID */
function stranger(model: Model): DeclaredExtension["inputs"] {
  const extensionId = model.newId();
  model.addStranger(
    extensionId,
    `<Config knownType="SIPExtensionInfo"><Password>Marked-Stranger</Password><Note a="1">keep</Note><Enabled>true</Enabled><AuthorizationName>x</AuthorizationName><ID>${extensionId}</ID><UserID>stranger</UserID></Config>`,
  );
  return { extensionId, userId: "anna", password: GENERATED };
}

/** What happens to one resource of the program. */
function toOne(
  title: string,
  how: (declared: DeclaredExtension, model: Model, name: string, real: Real) => unknown,
): fc.Arbitrary<Step> {
  return anyIndex.map(
    (index) =>
      new Step(`${title} ${index}`, (model, real) => {
        const [name, declared] = model.pick(index) as [string, DeclaredExtension];
        return how(declared, model, name, real);
      }),
  );
}

/** Changes one extension on the PBX without Pulumi. */
function onPbx(pbx: Simulator, title: string, how: (id: string, model: Model) => void): fc.Arbitrary<Step> {
  return toOne(`on the PBX, ${title}`, ({ inputs: { extensionId: id } }, model, name, real) => {
    if (pbx.extensions.has(id)) {
      how(id, model);
      model.noteOnPbx(id, real.isInState(name));
    }
  });
}

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  kill: fc.option<Kill | undefined, undefined>(
    fc.record({ request: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom("before", "after") }),
    { nil: undefined, freq: 1 },
  ),
  faults: fc.array(
    fc
      .tuple(
        fc.constantFrom("drop-before", "drop-after", "status-503", "status-503-after", "truncate"),
        fc.constantFrom("AddConfig", "GetConfig", "ModifyConfig", "RemoveConfig", "ListExtensions"),
        fc.constantFrom("", "", "#2", "#every"),
      )
      .map(([kind, command, which]) => `${kind}@${command}${which}`),
    { maxLength: 2 },
  ),
});

const options: fc.Arbitrary<UpOptions> = fc.record({
  skipsCheckpoints: fc.boolean(),
  stopsAtFailure: fc.boolean(),
  plansAhead: fc.boolean(),
});

/** Ends every difference that no run has seen yet. @returns whether nothing had to be refused */
async function refreshAndUp(real: Real): Promise<boolean> {
  await real.refresh();
  return Object.keys((await real.up()).failures).length === 0;
}

/** The whole extensions of the program as the PBX holds them, without those that are deleted first. */
function keptPhones(pbx: Simulator, { program }: Model, names: readonly string[] | "all"): unknown[] {
  return [...program].flatMap(([name, { inputs, deletesBeforeReplace }]) => {
    const isRecreated = deletesBeforeReplace && (names === "all" || names.includes(name));
    return isRecreated ? [] : [pbx.extensions.get(inputs.extensionId)?.xml];
  });
}

/** `pulumi up --replace`: the phones stay as they are, unless they are deleted first. */
async function replace(
  pbx: Simulator,
  [model, real]: [Model, Real],
  how: UpOptions & { replaces: readonly string[] | "all" },
  trouble: Disturbance,
): Promise<void> {
  // What no run has seen yet is refused, because the engine asks about a resource as if it were new.
  if (!(await refreshAndUp(real))) {
    return;
  }
  const before = keptPhones(pbx, model, how.replaces);
  await real.up(how, trouble);
  expect(keptPhones(pbx, model, how.replaces)).toEqual(before);
}

/** The steps that a story is made of. */
export function storySteps(pbx: Simulator): fc.Arbitrary<Step>[] {
  return [
    declare,
    declare,
    toOne("drop", (_declared, model, name) => model.program.delete(name)),
    toOne("edit", ({ inputs }) => Object.assign(inputs, { userId: `${inputs.userId}x` })),
    toOne("disable", ({ inputs }) => Object.assign(inputs, { enabled: inputs.enabled === false })),
    toOne("renumber", ({ inputs }, model) => {
      const extensionId = model.newId();
      const isGiven = inputs.password !== GENERATED;
      Object.assign(inputs, { extensionId, ...(isGiven && { password: `Marked-Given-${extensionId}` }) });
    }),
    toOne("rotate", (declared, model, name, real) => {
      const { password, passwordVersion = 0 } = declared.inputs;
      if (password === GENERATED) {
        model.rotate(declared, Number(passwordVersion) + 1, real.isInState(name));
      }
    }),
    onPbx(pbx, "change the user of", (id) => pbx.extensions.setElement(id, "UserID", "changed")),
    onPbx(pbx, "weaken the password of", (id) => pbx.extensions.setElement(id, "Password", "Marked-Weak")),
    onPbx(pbx, "add an element to", (id, model) => {
      pbx.extensions.setElement(id, "Pin", " 00\n12 ");
      model.phones.get(id)?.undeclared.set("Pin", model.elementXml(id, "Pin"));
    }),
    onPbx(pbx, "delete", (id) => pbx.extensions.remove(id)),
    fc.constant(
      new Step("adopt a stranger", (model) => void model.declare({ ...stranger(model), adopt: true }), FROM_THE_START),
    ),
    fc.constant(
      new Step(
        "try to take a stranger",
        async (model, real) => {
          const name = model.declare(stranger(model));
          expect((await real.preview(model.declared)).failures[name]).toBeInstanceOf(CheckFailed);
          // Without a list, check cannot tell.
          const { failures } = await real.up({}, { faults: ["drop-before@ListExtensions#every"] });
          expect(failures[name]).toBeInstanceOf(ExtensionExists);
          model.program.delete(name);
        },
        FROM_THE_START,
      ),
    ),
    toOne("rename, and up,", async (declared, model, name, real) => {
      if (await refreshAndUp(real)) {
        const phone = () => pbx.extensions.get(declared.inputs.extensionId)?.xml;
        const before = phone();
        model.rename(name, declared);
        expect((await real.up()).failures).toEqual({});
        expect(phone()).toBe(before);
      }
    }),
    fc
      .record({ index: anyIndex, options, disturbance })
      .map(
        ({ index, options: how, disturbance: trouble }) =>
          new Step(`up --replace ${index} ${JSON.stringify({ ...how, ...trouble })}`, (model, real) =>
            replace(pbx, [model, real], { ...how, replaces: [model.pick(index)?.[0] ?? ""] }, trouble),
          ),
      ),
    fc
      .record({ options, disturbance })
      .map(
        ({ options: how, disturbance: trouble }) =>
          new Step(`up --replace '**', by two processes ${JSON.stringify({ ...how, ...trouble })}`, (model, real) =>
            replace(pbx, [model, real], { ...how, replaces: "all" }, trouble),
          ),
      ),
    disturbance.map(
      (trouble) => new Step(`refresh ${JSON.stringify(trouble)}`, (_model, real) => real.refresh(trouble)),
    ),
    fc
      .record({ options, refreshes: fc.boolean(), disturbance })
      .map(
        ({ options: how, refreshes, disturbance: trouble }) =>
          new Step(`up ${JSON.stringify({ ...how, refreshes, ...trouble })}`, (_model, real) =>
            real.up({ ...how, refreshes }, trouble),
          ),
      ),
  ];
}
