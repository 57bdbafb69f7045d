import { sipExtensionTable } from "../../../../provider/types/sipExtension/table";
import type { ProgramInputs } from "../../../../provider/types/validate";
import type { Simulator } from "../../../../simulator";
import { extensionInputs } from "../../../support/extensionInputs";
import { LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { MiniEngine } from "../../../support/miniEngine";
import { stopAfterTest } from "../../../support/onTestFinished";

const left = { extensionId: "1000", userId: "reception", password: "@generate office/dev" };

interface Story {
  declared: ProgramInputs;
  /** What happens before the option is set. */
  prepare(engine: MiniEngine, pbx: Simulator): Promise<unknown>;
}

const up = (declared: ProgramInputs) => (engine: MiniEngine) => engine.up({ phone: declared });

const adopted = { ...left, adopt: true, passwordVersion: 1 };
const versioned = { ...left, passwordVersion: 1 };
const stories: Record<string, Story> = {
  "a generated password": { declared: left, prepare: up(left) },
  "a generated password and passwordVersion": { declared: versioned, prepare: up(versioned) },
  "a password of the program": {
    declared: { ...left, password: "given" },
    prepare: up({ ...left, password: "given" }),
  },
  "an adopted password and passwordVersion": {
    declared: adopted,
    async prepare(engine, pbx) {
      pbx.extensions.set(textsOf(extensionInputs({ password: "the-phone's-own", userId: "other" })));
      await engine.up({ phone: adopted });
      await engine.refresh();
    },
  },
  "an imported password and passwordVersion": {
    declared: versioned,
    async prepare(engine, pbx) {
      const inputs = extensionInputs({ password: "the-phone's-own", passwordVersion: 1 });
      pbx.extensions.set(textsOf(inputs));
      const { password: _, ...recorded } = inputs;
      engine.state.set("phone", { inputs: recorded, outputs: { ...inputs, pbx: pbx.origin } });
    },
  },
};

const drifts: Record<string, [element: string, text: string]> = {
  password: ["Password", "1234"],
  userId: ["UserID", ""],
  username: ["Username", " odd\u200B"],
  enabled: ["Enabled", "false"],
};

/** What the engine passes to check for a resource with the option `ignoreChanges`. */
function handedBack(engine: MiniEngine, declared: ProgramInputs, ignored: string): ProgramInputs {
  const inputs = engine.state.get("phone")?.inputs ?? {};
  if (ignored === "*") {
    return { ...inputs };
  }
  const { [ignored]: _, ...others } = declared;
  return Object.hasOwn(inputs, ignored) ? { ...others, [ignored]: inputs[ignored] } : others;
}

const ignorable = [...Object.keys(sipExtensionTable), "*"];

async function start({ prepare }: Story) {
  const pbx = stopAfterTest(await simulatedPbx());
  const engine = new MiniEngine(() => stopAfterTest(new LifecycleContext(pbx.origin)));
  await prepare(engine, pbx);
  return { pbx, engine };
}

describe.each(Object.entries(stories))("ignoreChanges with %s", (_, story) => {
  it.each(ignorable)("of %s changes nothing, in every later run", async (ignored) => {
    const { pbx, engine } = await start(story);
    const before = pbx.extensions.get("1000")?.xml;
    for (let run = 1; run <= 2; run++) {
      const phone = handedBack(engine, story.declared, ignored);
      expect(await engine.preview({ phone })).toMatchObject({ failures: {}, changed: [] });
      expect(await engine.up({ phone })).toMatchObject({ failures: {}, changed: [] });
    }
    expect(pbx.extensions.get("1000")?.xml).toBe(before);
  });

  it.each(Object.keys(drifts))("keeps a %s that was changed on the PBX", async (ignored) => {
    const { pbx, engine } = await start(story);
    const [element, text] = drifts[ignored] as [string, string];
    pbx.extensions.setElement("1000", element, text);
    await engine.refresh();
    for (const name of [ignored, "*"]) {
      const phone = handedBack(engine, story.declared, name);
      expect(await engine.preview({ phone })).toMatchObject({ failures: {}, changed: [] });
      expect(await engine.up({ phone })).toMatchObject({ failures: {}, changed: [] });
    }
    expect(pbx.extensions.text("1000", element)).toBe(text);
  });
});

describe("without ignoreChanges", () => {
  it("a password of the program beside passwordVersion is refused, although it is the one of the last run", async () => {
    const given = { ...left, password: "given" };
    const { engine } = await start({ declared: given, prepare: up(given) });
    const { failures } = await engine.preview({ phone: { ...given, passwordVersion: 1 } });
    expect(String(failures.phone)).toContain("asks for a new generated password, but the program sets a password");
  });

  it("a value of the last run is refused in a replacement", async () => {
    const { engine } = await start({ declared: left, prepare: up(left) });
    const { failures } = await engine.preview({ other: { ...left, extensionId: "1001 " } });
    expect(String(failures.other)).toContain("ends with a space");
  });
});
