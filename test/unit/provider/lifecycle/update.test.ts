import { ConfigXml } from "../../../../provider/api";
import { parseXml } from "../../../../provider/api/xml/parse";
import {
  DeclaredTwice,
  ExtensionExists,
  OperationFailed,
  OtherPbx,
  OutcomeUnknown,
  UnconfirmedElsewhere,
} from "../../../../provider/lifecycle/errors";
import { OtherKnownType, UnreadableExtension } from "../../../../provider/types/errors";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs, State } from "../../../../provider/types/sipExtension/table";
import type { SimulatorOptions } from "../../../../simulator";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { commandsOf, heldTexts, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { startLifecycle } from "../../../support/startLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";

const holding = (inputs: Inputs = extensionInputs(), more: Record<string, string> = {}): SimulatorOptions => ({
  extensions: [{ ...textsOf(inputs), ...more }],
});
const generated = () => generatePassword("1000", "office/dev");

describe("update", () => {
  it("reads the extension, writes it, and leaves undeclared elements unchanged", async () => {
    const { pbx, context } = await startLifecycle(
      holding(extensionInputs(), { Display: "Desk", LastIPAddress: "10.0.0.9" }),
    );
    pbx.extensions.addXml(
      "1000",
      '<Recording xsi:nil="true" xsi:type="file" /><v:Codecs xmlns:v="urn:v" order="a"><v:Codec v:rate="8">PCMA</v:Codec> </v:Codecs><Double>1</Double><Double>2</Double>',
    );
    const before = ConfigXml.of(parseXml(pbx.extensions.get("1000")?.xml ?? ""));
    const news = extensionInputs({
      userId: "sales",
      enabled: false,
      elements: { Display: "Sales & <co>", Ring: "long" },
    });
    expect(await sipLifecycle(context).update(extensionState(pbx.origin), news)).toEqual({ ...news, pbx: pbx.origin });
    // The last one finds out whether the PBX has kept the new element Ring.
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200", "GetConfig 1000 200"]);
    expect(pbx.requests[1]?.parameters.ExtensionType).toBe("SIP");
    const written = ConfigXml.of(parseXml(pbx.requests[1]?.parameters.ConfigXML ?? ""));
    const wanted = before
      .without(["LastIPAddress"])
      .with("UserID", "sales")
      .with("Enabled", "false")
      .with("Display", "Sales & <co>")
      .with("Ring", "long");
    expect(written.toXml()).toBe(wanted.toXml());
    expect(context.said).toEqual([]);
  });

  it("writes nothing where nothing changes, with one request", async () => {
    const { pbx, context } = await startLifecycle(holding());
    pbx.extensions.setElement("1000", "Enabled", "True");
    const state = extensionState(pbx.origin, { enabled: true });
    expect(await sipLifecycle(context).update(state, extensionInputs({ adopt: true }))).toEqual({
      ...state,
      adopt: true,
    });
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it("does not change an element that the program no longer names", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs(), { Display: "Desk" }));
    const olds = extensionState(pbx.origin, { elements: { Display: "Desk" } });
    expect(await sipLifecycle(context).update(olds, extensionInputs({ elements: {} }))).toMatchObject({ elements: {} });
    expect(pbx.extensions.text("1000", "Display")).toBe("Desk");
    expect(pbx.writes).toEqual([]);
  });

  it("writes where the PBX does not return Username and it has changed since the state", async () => {
    const { pbx, context } = await startLifecycle({ ...holding(), switches: { getConfigUsername: "omitted" } });
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ username: "new" }));
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(pbx.extensions.text("1000", "Username")).toBe("new");
    pbx.forgetRequests();
    await sipLifecycle(context).update(
      extensionState(pbx.origin, { username: "new" }),
      extensionInputs({ username: "new" }),
    );
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it("includes Username in a write where the PBX does not return it", async () => {
    const { pbx, context } = await startLifecycle({ ...holding(), switches: { getConfigUsername: "omitted" } });
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(extensionInputs({ userId: "sales" })));
  });

  it("restores what was changed on the PBX", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ userId: "changed", enabled: false })));
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs());
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(extensionInputs()));
  });

  it("creates an extension again that was removed without Pulumi, and reports it", async () => {
    const { pbx, context } = await startLifecycle();
    const news = extensionInputs({ userId: "sales" });
    expect(await sipLifecycle(context).update(extensionState(pbx.origin), news)).toEqual({ ...news, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 701", "AddConfig 1000 200"]);
    expect(context.said).toEqual([`Extension 1000 was no longer on ${pbx.origin} and was created again.`]);
  });

  it("claims its ID, so that a create with the same ID is refused", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs());
    await expect(sipLifecycle(context).create(extensionInputs())).rejects.toBeInstanceOf(DeclaredTwice);
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it("may follow a diff that claimed the ID already", async () => {
    const { pbx, context } = await startLifecycle(holding());
    context.claims.declare(pbx.origin, "1000");
    context.claims.keep(pbx.origin, "1000");
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    expect(pbx.extensions.text("1000", "UserID")).toBe("sales");
  });
});

describe("the password in an update", () => {
  async function passwordAfter(olds: Partial<Inputs>, news: Partial<Inputs>): Promise<unknown[]> {
    const { pbx, context } = await startLifecycle(holding(extensionInputs(olds)));
    const state = await sipLifecycle(context).update(
      extensionState(pbx.origin, olds),
      extensionInputs({ userId: "sales", ...news }),
    );
    expect(state.password).toBe(pbx.extensions.text("1000", "Password"));
    return [state.password];
  }

  it("is the one in the state where the inputs have a generated one", async () => {
    const [before, wish] = [generated(), generated()];
    expect(await passwordAfter({ password: before }, { password: wish })).toEqual([before]);
    expect(await passwordAfter({ password: "adopted" }, { password: wish })).toEqual(["adopted"]);
    expect(
      await passwordAfter({ password: "adopted", passwordVersion: 1 }, { password: wish, passwordVersion: 1 }),
    ).toEqual(["adopted"]);
    expect(await passwordAfter({ password: before, passwordVersion: 1 }, { password: wish })).toEqual([before]);
  });

  it("is a new one where passwordVersion changed", async () => {
    const wish = generated();
    expect(await passwordAfter({ password: generated() }, { password: wish, passwordVersion: 1 })).toEqual([wish]);
    expect(
      await passwordAfter({ password: generated(), passwordVersion: 1 }, { password: wish, passwordVersion: "2" }),
    ).toEqual([wish]);
  });

  it("is the one that the program sets", async () => {
    expect(await passwordAfter({ password: generated() }, { password: "given" })).toEqual(["given"]);
    const other = generatePassword("2000", "office/dev");
    expect(await passwordAfter({ password: "before" }, { password: other })).toEqual([other]);
  });
});

describe("update, where an answer is lost", () => {
  it.each([
    ["drop-before@GetConfig", ["GetConfig 1000 drop-before", "GetConfig 1000 200", "ModifyConfig 1000 200"]],
    [
      "drop-before@ModifyConfig",
      ["GetConfig 1000 200", "ModifyConfig 1000 drop-before", "GetConfig 1000 200", "ModifyConfig 1000 200"],
    ],
    ["drop-after@ModifyConfig", ["GetConfig 1000 200", "ModifyConfig 1000 drop-after", "GetConfig 1000 200"]],
    ["hang-after@ModifyConfig", ["GetConfig 1000 200", "ModifyConfig 1000 hang-after", "GetConfig 1000 200"]],
    [
      "status-504-after@ModifyConfig",
      ["GetConfig 1000 200", "ModifyConfig 1000 status-504-after", "GetConfig 1000 200"],
    ],
  ])("starts again with GetConfig: %s", async (fault, commands) => {
    const { pbx, context } = await startLifecycle({ ...holding(), faults: [fault] });
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    expect(commandsOf(pbx)).toEqual(commands);
    expect(pbx.extensions.text("1000", "UserID")).toBe("sales");
    expect(context.retries).toHaveLength(1);
  });

  it("applies its changes to what the PBX has at the repetition, not to what it had before", async () => {
    const { pbx, context } = await startLifecycle({ ...holding(), faults: ["drop-before@ModifyConfig"] });
    const inner = context.waiting.bind(context);
    context.waiting = (origin, retry) => {
      pbx.extensions.setElement("1000", "Display", "from another program");
      inner(origin, retry);
    };
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    expect(pbx.extensions.text("1000", "Display")).toBe("from another program");
    expect(pbx.extensions.text("1000", "UserID")).toBe("sales");
  });

  it("fails after its repetitions, and the next update finds out", async () => {
    const { pbx, context } = await startLifecycle({
      ...holding(),
      faults: ["drop-after@ModifyConfig", "drop-before@GetConfig#2-"],
    });
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" })),
    );
    expect(failure).toBeInstanceOf(OperationFailed);
    pbx.clearFaults();
    pbx.forgetRequests();
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it.each(["html", "empty", "truncate", "code-702", "code-304"])("does not repeat: %s", async (fault) => {
    const { pbx, context } = await startLifecycle({ ...holding(), faults: [`${fault}@ModifyConfig`] });
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" })),
    );
    expect(failure).toBeInstanceOf(OperationFailed);
    expect(pbx.requests).toHaveLength(2);
  });

  it("has an unknown outcome where it creates the extension again and cannot verify it", async () => {
    const { pbx, context } = await startLifecycle({ faults: ["drop-after@AddConfig", "status-503@GetConfig#2-"] });
    expect(
      await rejectionOf(sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs())),
    ).toBeInstanceOf(OutcomeUnknown);
    expect(commandsOf(pbx).slice(0, 2)).toEqual(["GetConfig 1000 701", "AddConfig 1000 drop-after"]);
  });
});

describe("what an update does not overwrite", () => {
  it("is an extension of another type with the same ID", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: ['<Config knownType="MadeUpQueueInfo"><ID>1000</ID></Config>'],
    });
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ adopt: true })),
    );
    expect(failure).toBeInstanceOf(OtherKnownType);
    expect(pbx.writes).toEqual([]);
  });

  it.each([
    ["Codec", '<Codec lang="en">x</Codec>'],
    ["Codec", "<Codec><a/></Codec>"],
    ["Codec", "<Codec>a</Codec><Codec>b</Codec>"],
    ["UserID", "<UserID>b</UserID>"],
  ])("is an element that is more than text: %s as %s", async (_, xml) => {
    const { pbx, context } = await startLifecycle(holding());
    pbx.extensions.addXml("1000", xml);
    const news = extensionInputs({ elements: { Codec: "PCMA" } });
    await expect(sipLifecycle(context).update(extensionState(pbx.origin), news)).rejects.toBeInstanceOf(
      UnreadableExtension,
    );
    expect(pbx.writes).toEqual([]);
  });
});

describe("update, where the configuration points to another PBX than the state", () => {
  const old = "http://old:7780";

  it("follows an extension that equals the recorded one, and changes it there", async () => {
    const { pbx, context } = await startLifecycle(holding());
    const news = extensionInputs({ userId: "sales" });
    expect(await sipLifecycle(context).update(extensionState(old), news)).toEqual({ ...news, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
  });

  it("follows it although the program has changed and the PBX has the change already", async () => {
    const { pbx, context } = await startLifecycle(holding());
    expect(await sipLifecycle(context).update(extensionState(old), extensionInputs())).toEqual(
      extensionState(pbx.origin),
    );
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it("compares with what the state has, not with what the program names now", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ elements: { Codec: "PCMA" } })));
    const olds = extensionState(old, { elements: { Codec: "PCMA" } });
    const news = extensionInputs({ elements: { Display: "Desk" } });
    expect(await sipLifecycle(context).update(olds, news)).toEqual({ ...news, pbx: pbx.origin });
    expect(heldTexts(pbx, "1000")).toEqual({ ...textsOf(news), Codec: "PCMA" });
  });

  it("refuses a different extension: another site may use the same ID", async () => {
    const theirs = extensionInputs({ password: "theirs" });
    const { pbx, context } = await startLifecycle(holding(theirs));
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(old), extensionInputs({ userId: "sales" })),
    );
    expect(failure).toBeInstanceOf(OtherPbx);
    expect((failure as Error).message).toContain("where this ID has a different password and may be another extension");
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(theirs));
  });

  it("leaves a foreign extension alone, even with adopt: a wrong address does not permit to adopt", async () => {
    const theirs = extensionInputs({ password: "theirs" });
    const { pbx, context } = await startLifecycle(holding(theirs));
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(old), extensionInputs({ adopt: true })),
    );
    expect(failure).toBeInstanceOf(OtherPbx);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(theirs));
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });

  it("creates nothing where the other PBX has no such extension", async () => {
    const { pbx, context } = await startLifecycle();
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(old), extensionInputs({ adopt: true })),
    );
    expect(failure).toBeInstanceOf(OtherPbx);
    expect((failure as Error).message).toContain(
      `Extension 1000 is recorded on ${old}, but the configuration points to ${pbx.origin}, which has no such extension. Nothing was changed.`,
    );
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 701"]);
  });
});

describe("update of an unconfirmed extension", () => {
  it("creates it where the PBX has no such extension", async () => {
    const { pbx, context } = await startLifecycle();
    expect(await sipLifecycle(context).update(extensionState(undefined), extensionInputs())).toEqual(
      extensionState(pbx.origin),
    );
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 200"]);
  });

  it("keeps it where it was created, with the password that was sent then", async () => {
    const password = generated();
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ password })));
    const olds = extensionState(undefined, { password });
    expect(await sipLifecycle(context).update(olds, extensionInputs({ password: generated() }))).toEqual({
      ...olds,
      pbx: pbx.origin,
    });
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
  });

  it.each([
    ["a generated password", { password: generated() }],
    ["a password of the program", {}],
  ])(
    "completes it as the program declares it now, where it was created as declared then, with %s",
    async (_, given) => {
      const { pbx, context } = await startLifecycle(holding(extensionInputs(given)));
      const news = extensionInputs({ ...given, userId: "sales" });
      const state = await sipLifecycle(context).update(extensionState(undefined, given), news);
      expect(state).toEqual({ ...news, pbx: pbx.origin });
      expect(heldTexts(pbx, "1000")).toEqual(textsOf(news));
      expect(context.said).toEqual([]);
    },
  );

  it("refuses a different extension, and does not change it", async () => {
    const theirs = extensionInputs({ userId: "sales" });
    const { pbx, context } = await startLifecycle(holding(theirs));
    const failure = await rejectionOf(sipLifecycle(context).update(extensionState(undefined), extensionInputs()));
    expect(failure).toBeInstanceOf(ExtensionExists);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(theirs));
  });

  it("adopts it with adopt: true", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ userId: "sales" })));
    await sipLifecycle(context).update(extensionState(undefined), extensionInputs({ adopt: true }));
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(extensionInputs()));
  });

  it("stays unconfirmed where the PBX still does not answer", async () => {
    const { pbx, context } = await startLifecycle({ faults: ["drop-before#every"] });
    const failure = await rejectionOf(sipLifecycle(context).update(extensionState(undefined), extensionInputs()));
    expect(failure).toBeInstanceOf(OutcomeUnknown);
    expect(failure).toMatchObject({ properties: extensionInputs() });
    expect(pbx.requests.filter(({ command }) => command === "AddConfig")).toHaveLength(1);
  });

  it.each(["update", "delete", "read"] as const)(
    "is refused where the configuration now points to another PBX, and so are delete and read: %s",
    async (operation) => {
      const inputs = extensionInputs({ password: generatePassword("1000", "office/dev") });
      const { pbx, context } = await startLifecycle({
        faults: ["drop-after@AddConfig", "status-502@GetConfig#every"],
      });
      const { properties } = (await rejectionOf(sipLifecycle(context).create(inputs))) as OutcomeUnknown;
      const other = stopAfterTest(await simulatedPbx());
      const moved = stopAfterTest(new LifecycleContext(other.origin));
      const state = properties as State;
      const run = {
        update: () => sipLifecycle(moved).update(state, inputs),
        delete: () => sipLifecycle(moved).delete(state),
        read: () => sipLifecycle(moved).read(state),
      };
      const failure = await rejectionOf(run[operation]());
      expect(failure).toBeInstanceOf(UnconfirmedElsewhere);
      expect((failure as Error).message).toContain(
        `may or may not have been created on ${pbx.origin}, but the configuration now points to ${other.origin}`,
      );
      expect(other.writes).toEqual([]);
      pbx.clearFaults();
      const back = stopAfterTest(new LifecycleContext(pbx.origin));
      expect(await sipLifecycle(back).update(state, inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    },
  );

  it.each([
    ["a generated password", { password: generated() }],
    ["a password of the program", {}],
  ])("is completed where only its address was wrong, and the PBX has it as declared, with %s", async (_, given) => {
    const inputs = extensionInputs(given);
    const { pbx, context } = await startLifecycle(holding(inputs));
    const state: State = { ...inputs, unconfirmedOn: "http://broken-proxy:7780" };
    expect(await sipLifecycle(context).update(state, inputs)).toMatchObject({ pbx: pbx.origin });
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it.each([
    ["which has no such extension", {}],
    ["which has a different extension with this ID", holding(extensionInputs({ userId: "sales" }))],
  ])("is refused at a corrected address, with the way on: %s", async (what, options) => {
    const { pbx, context } = await startLifecycle(options);
    const state: State = { ...extensionInputs(), unconfirmedOn: "http://broken-proxy:7780" };
    const failure = await rejectionOf(sipLifecycle(context).update(state, extensionInputs()));
    expect(failure).toBeInstanceOf(UnconfirmedElsewhere);
    expect((failure as Error).message).toContain(`points to ${pbx.origin}, ${what}. Nothing was changed.`);
    expect((failure as Error).message).toContain(
      "`pulumi state delete URN` (`pulumi stack --show-urns` prints the URN)",
    );
    expect(pbx.writes).toEqual([]);
  });
});

describe("an element that the PBX does not keep", () => {
  const dropping = { switches: { unknownElements: "dropped" } } as const;

  it.each<[string, Partial<Inputs>]>([
    ["one", { elements: { Ring: "long" } }],
    ["one of several", { elements: { Ring: "long", Empty: "" } }],
  ])("is named by the update that wrote it: %s", async (_, given) => {
    const { pbx, context } = await startLifecycle({ ...holding(), ...dropping });
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs(given));
    expect(context.warnings).toEqual([
      expect.stringContaining(`The PBX ${pbx.origin} does not keep Ring of extension 1000: it accepted the write`),
    ]);
  });

  it("is not reported where the PBX keeps it, which one request finds out", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ elements: { Ring: "long" } }));
    expect(context.warnings).toEqual([]);
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200", "GetConfig 1000 200"]);
  });

  it("does not fail the update where the PBX cannot be read after it", async () => {
    const { pbx, context } = await startLifecycle({
      ...holding(),
      faults: Array.from({ length: 5 }, (_, index) => `drop-before@GetConfig#${index + 2}`),
    });
    const news = extensionInputs({ elements: { Ring: "long" } });
    expect(await sipLifecycle(context).update(extensionState(pbx.origin), news)).toMatchObject({ pbx: pbx.origin });
    expect(pbx.extensions.text("1000", "Ring")).toBe("long");
  });
});
