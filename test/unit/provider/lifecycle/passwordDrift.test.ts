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

describe("a password that this stack never generated", () => {
  it("stays as it is on the PBX where it was adopted, and its change is mentioned once", async () => {
    const { pbx, engine, said } = await start(extensionInputs({ userId: "anna", password: "the-phone's-own" }));
    const adopting = program({ ...generated, adopt: true });
    await engine.up(adopting);
    expect(passwordOf(pbx)).toBe("the-phone's-own");
    pbx.extensions.setElement("1000", "Password", "changed-on-the-pbx");
    said.length = 0;
    await engine.refresh();
    await engine.refresh();
    expect(said).toEqual([expect.stringContaining("One that was adopted or imported stays as it is now.")]);
    expect((await engine.up(adopting)).changed).toEqual([]);
    expect(passwordOf(pbx)).toBe("changed-on-the-pbx");
  });

  it("stays as it is where an import recorded it", async () => {
    const { pbx, engine } = await start(extensionInputs({ password: "the-phone's-own" }));
    const outputs = { ...extensionInputs({ password: "the-phone's-own" }), pbx: pbx.origin };
    const { password: _, ...inputs } = extensionInputs();
    engine.state.set("phone", { inputs: inputs as ProgramInputs & Inputs, outputs });
    pbx.extensions.setElement("1000", "Password", "changed-on-the-pbx");
    await engine.refresh();
    expect((await engine.up(program())).changed).toEqual([]);
    expect(passwordOf(pbx)).toBe("changed-on-the-pbx");
  });

  it("is restored where the program gives it", async () => {
    const { pbx, engine } = await start();
    const given = program({ password: "given-by-the-program" });
    await engine.up(given);
    pbx.extensions.setElement("1000", "Password", WEAK);
    expect((await engine.refresh()).changed).toEqual(["phone"]);
    expect((await engine.up(given)).changed).toEqual(["phone"]);
    expect(passwordOf(pbx)).toBe("given-by-the-program");
  });
});
