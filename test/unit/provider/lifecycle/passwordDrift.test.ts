import { isGenerated } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs, State } from "../../../../provider/types/sipExtension/table";
import type { ProgramInputs } from "../../../../provider/types/validate";
import type { Simulator } from "../../../../simulator";
import { extensionInputs } from "../../../support/extensionInputs";
import { LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { MiniEngine } from "../../../support/miniEngine";
import { stopAfterTest } from "../../../support/onTestFinished";

const WEAK = "1234";
const generated = { password: "@generate office/dev" };

async function start(present?: Inputs) {
  const pbx = stopAfterTest(await simulatedPbx({ extensions: present === undefined ? [] : [textsOf(present)] }));
  const said: string[] = [];
  const engine = new MiniEngine(() => {
    const context = stopAfterTest(new LifecycleContext(pbx.origin));
    context.log.info = (line) => said.push(line);
    return context;
  });
  return { pbx, engine, said };
}

const program = (more: ProgramInputs = generated) => ({
  phone: { extensionId: "1000", userId: "reception", ...more },
});
const passwordOf = (pbx: Simulator) => pbx.extensions.text("1000", "Password");
const stateOf = (engine: MiniEngine) => engine.state.get("phone")?.outputs as State;

/** A phone whose generated password was changed on the PBX, as a refresh has found it. */
async function drifted(more: ProgramInputs = generated) {
  const story = await start();
  await story.engine.up(program(more));
  const strong = passwordOf(story.pbx) as string;
  story.pbx.extensions.setElement("1000", "Password", WEAK);
  expect((await story.engine.refresh()).changed).toEqual(["phone"]);
  return { ...story, strong };
}

describe("a generated password that was changed on the PBX", () => {
  it("is reported by the refresh, shown by the preview, and restored by up", async () => {
    const { pbx, engine, said, strong } = await drifted();
    expect(said).toEqual([
      `The password of extension 1000 was changed on the PBX ${pbx.origin}. \`pulumi up\` restores the generated password.`,
    ]);
    expect(stateOf(engine)).toMatchObject({ password: WEAK, generatedPassword: strong });
    expect((await engine.preview(program())).changed).toEqual(["phone"]);
    expect((await engine.up(program())).changed).toEqual(["phone"]);
    expect(passwordOf(pbx)).toBe(strong);
    expect(stateOf(engine)).not.toHaveProperty("generatedPassword");
    expect(engine.state.get("phone")?.inputs).not.toHaveProperty("generatedPassword");
    expect((await engine.up(program())).changed).toEqual([]);
    expect((await engine.refresh()).changed).toEqual([]);
  });

  it("is reported by one refresh, and restored after several", async () => {
    const { pbx, engine, strong } = await drifted();
    expect((await engine.refresh()).changed).toEqual([]);
    pbx.extensions.setElement("1000", "Password", "5678");
    expect((await engine.refresh()).changed).toEqual(["phone"]);
    await engine.up(program());
    expect(passwordOf(pbx)).toBe(strong);
  });

  it("is forgotten where an administrator has repaired it", async () => {
    const { pbx, engine, strong } = await drifted();
    pbx.extensions.setElement("1000", "Password", strong);
    expect((await engine.refresh()).changed).toEqual(["phone"]);
    expect(stateOf(engine)).not.toHaveProperty("generatedPassword");
    expect((await engine.up(program())).changed).toEqual([]);
  });

  it("is restored with another change, too, and by up without a refresh before it", async () => {
    const { pbx, engine, strong } = await drifted();
    await engine.up(program({ ...generated, enabled: false }));
    expect(passwordOf(pbx)).toBe(strong);
    pbx.extensions.setElement("1000", "Password", WEAK);
    await engine.up(program({ ...generated, enabled: true }));
    expect(passwordOf(pbx)).toBe(strong);
  });

  it("gives way to a new one where passwordVersion changes, and to one that the program gives", async () => {
    const rotated = await drifted();
    await rotated.engine.up(program({ ...generated, passwordVersion: 2 }));
    expect([WEAK, rotated.strong]).not.toContain(passwordOf(rotated.pbx));
    expect(stateOf(rotated.engine)).not.toHaveProperty("generatedPassword");
    const given = await drifted();
    await given.engine.up(program({ password: "given-by-the-program" }));
    expect(passwordOf(given.pbx)).toBe("given-by-the-program");
  });

  it("is generated again with another ID", async () => {
    const { pbx, engine, strong } = await drifted();
    await engine.up({ phone: { ...program().phone, extensionId: "2000" } });
    expect(pbx.extensions.ids()).toEqual(["2000"]);
    expect([WEAK, strong]).not.toContain(pbx.extensions.text("2000", "Password"));
  });

  it("stays as it is where the engine hands the old inputs back: ignoreChanges", async () => {
    const { pbx, engine } = await drifted();
    const old = engine.state.get("phone")?.inputs as ProgramInputs;
    for (const more of [old, { password: old.password }]) {
      expect(await engine.up(program(more))).toEqual({ changed: [], failures: {}, wasKilled: false });
    }
    expect(passwordOf(pbx)).toBe(WEAK);
  });

  it("is restored for a phone that was created although adopt is set", async () => {
    const { pbx, engine, strong } = await drifted({ ...generated, adopt: true });
    await engine.up(program({ ...generated, adopt: true }));
    expect(passwordOf(pbx)).toBe(strong);
  });

  it("is restored after a crash whose recovery kept it", async () => {
    const { pbx, engine } = await start();
    await engine.up(program());
    engine.state.clear();
    await engine.up(program());
    const strong = passwordOf(pbx);
    expect((await engine.refresh()).changed).toEqual([]);
    pbx.extensions.setElement("1000", "Password", WEAK);
    await engine.refresh();
    await engine.up(program());
    expect(passwordOf(pbx)).toBe(strong);
  });
});

/** A phone in the state, as each of its passwords came there. */
type Story = Awaited<ReturnType<typeof start>> & { declared: ReturnType<typeof program> };

const OWN = "the-phone's-own";
const given = program({ password: OWN });
const adopting = program({ ...generated, adopt: true });

async function upped(declared: ReturnType<typeof program>, present?: Inputs): Promise<Story> {
  const story = await start(present);
  await story.engine.up(declared);
  return { ...story, declared };
}

async function imported(): Promise<Story> {
  const story = await start(extensionInputs({ password: OWN }));
  const outputs = { ...extensionInputs({ password: OWN }), pbx: story.pbx.origin };
  const { password: _, ...inputs } = extensionInputs();
  story.engine.state.set("phone", { inputs: inputs as ProgramInputs & Inputs, outputs });
  return { ...story, declared: program() };
}

async function declaredBefore(): Promise<Story> {
  const story = await upped(given);
  await story.engine.up(program());
  return { ...story, declared: program() };
}

const origins: Record<string, { isOwn: boolean; begin(): Promise<Story> }> = {
  declared: { isOwn: false, begin: () => upped(given) },
  generated: { isOwn: false, begin: () => upped(program()) },
  adopted: { isOwn: true, begin: () => upped(adopting, extensionInputs({ userId: "anna", password: OWN })) },
  imported: { isOwn: true, begin: imported },
  "declared before": { isOwn: true, begin: declaredBefore },
  "declared until now": { isOwn: true, begin: async () => ({ ...(await upped(given)), declared: program() }) },
};
const cases = Object.entries(origins).flatMap(([origin, how]) =>
  [false, true].flatMap((isChanged) =>
    [false, true].flatMap((isEdited) =>
      (["no refresh", "a refresh before", "a refresh before and an up", "a refresh after"] as const).map((refresh) => ({
        ...how,
        origin,
        isChanged,
        isEdited,
        refresh,
        title: `${origin}, ${isChanged ? "changed" : "unchanged"} on the PBX, with ${refresh}, ${isEdited ? "and" : "without"} another change`,
      })),
    ),
  ),
);

describe("an up", () => {
  it.each(cases)("restores a password of the stack, and keeps the phone's own: $title", async (each) => {
    const { pbx, engine, said, declared } = await each.begin();
    const recorded = passwordOf(pbx) as string;
    if (each.refresh.startsWith("a refresh before")) {
      await engine.refresh();
    }
    if (each.refresh === "a refresh before and an up") {
      expect((await engine.up(declared)).changed).toEqual([]);
    }
    if (each.isChanged) {
      pbx.extensions.setElement("1000", "Password", WEAK);
    }
    if (each.refresh === "a refresh after") {
      await engine.refresh();
    }
    const { changed } = await engine.up({ phone: { ...declared.phone, ...(each.isEdited && { enabled: false }) } });

    const isSeen = each.isChanged && (each.isEdited || each.refresh === "a refresh after");
    const isRestored = isSeen && !each.isOwn;
    const isRepaired = isRestored && each.refresh === "a refresh after";
    expect(changed).toEqual(each.isEdited || isRepaired ? ["phone"] : []);
    const present = each.isChanged && !isRestored ? WEAK : recorded;
    expect(passwordOf(pbx)).toBe(present);
    expect(stateOf(engine).password).toBe(each.isChanged && !isSeen ? recorded : present);

    await engine.refresh();
    await engine.refresh();
    if (each.isOwn) {
      const mention = expect.stringContaining("One that was adopted or imported stays as it is now.");
      expect(said.filter((line) => line.includes("password"))).toEqual(each.isChanged ? [mention] : []);
      expect(await engine.up(declared)).toMatchObject({ failures: {} });
      expect(passwordOf(pbx)).toBe(each.isChanged ? WEAK : OWN);
    }
  });
});

describe("a password that this stack never generated", () => {
  it("stays where --replace names an adopted phone, and is generated with passwordVersion or another ID", async () => {
    const { pbx, engine } = await upped(adopting, extensionInputs({ userId: "anna", password: OWN }));
    await engine.refresh();
    await engine.up(adopting);
    expect(await engine.up(adopting, { replaces: ["phone"] })).toMatchObject({ failures: {}, changed: ["phone"] });
    expect(passwordOf(pbx)).toBe(OWN);
    await engine.refresh();
    await engine.up({ phone: { ...adopting.phone, passwordVersion: 1 } });
    expect(isGenerated(passwordOf(pbx) as string, "1000")).toBe(true);
    await engine.up({ phone: { ...adopting.phone, passwordVersion: 1, extensionId: "2000" } });
    expect(isGenerated(pbx.extensions.text("2000", "Password") as string, "2000")).toBe(true);
  });

  it("is written again where the phone was deleted on the PBX", async () => {
    const { pbx, engine, declared } = await declaredBefore();
    pbx.extensions.remove("1000");
    await engine.up({ phone: { ...declared.phone, enabled: false } });
    expect(passwordOf(pbx)).toBe(OWN);
    expect(stateOf(engine).password).toBe(OWN);
  });
});
