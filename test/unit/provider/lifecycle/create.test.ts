import { DeclaredTwice, ExtensionExists, OperationFailed, OutcomeUnknown } from "../../../../provider/lifecycle/errors";
import { OtherKnownType } from "../../../../provider/types/errors";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs } from "../../../../provider/types/sipExtension/table";
import type { Simulator, SimulatorOptions } from "../../../../simulator";
import { extensionInputs } from "../../../support/extensionInputs";
import { frozenClock } from "../../../support/frozenClock";
import { commandsOf, heldTexts, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";
import { unusedOrigin } from "../../../support/unusedOrigin";

async function start(options: SimulatorOptions = {}): Promise<{ pbx: Simulator; context: LifecycleContext }> {
  const pbx = stopAfterTest(await simulatedPbx(options));
  const context = stopAfterTest(new LifecycleContext(pbx.origin));
  if (options.faults?.some((fault) => String(fault).startsWith("hang"))) {
    context.requestTimeout = 0.6;
  }
  return { pbx, context };
}

const holding = (inputs: Inputs, more: Record<string, string> = {}) => ({
  extensions: [{ ...textsOf(inputs), ...more }],
});
const generated = (scope = "office/dev") => generatePassword("1000", scope);

describe("create", () => {
  it("creates an extension with one request", async () => {
    const { pbx, context } = await start();
    const inputs = extensionInputs({
      extensionId: "0100",
      enabled: false,
      elements: { Codec: "PCMA" },
      passwordVersion: 3,
    });
    expect(await sipLifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 0100 200"]);
    expect(pbx.requests[0]?.parameters).toEqual({
      command: "AddConfig",
      ExtensionType: "SIP",
      ConfigXML:
        '<Config knownType="SIPExtensionInfo"><AuthorizationName>0100</AuthorizationName><Password>declared-password</Password>' +
        "<Username>0100</Username><Enabled>false</Enabled><ID>0100</ID><UserID>reception</UserID><Codec>PCMA</Codec></Config>",
    });
    expect(context.said).toEqual([]);
    expect(context.claims.managedAt(pbx.origin, "0100")).toBe(pbx.origin);
  });

  it("creates an extension on the PBX of its connection", async () => {
    const { pbx } = await start();
    const branch = stopAfterTest(await simulatedPbx());
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    expect(await sipLifecycle(context).create(extensionInputs({ connection: "branch" }))).toMatchObject({
      pbx: branch.origin,
    });
    expect([commandsOf(pbx), commandsOf(branch)]).toEqual([[], ["AddConfig 1000 200"]]);
  });

  it("creates an extension with any text that XML can carry", async () => {
    const { pbx, context } = await start();
    const text = " &lt;a&amp;b;<]]> \r\n\t\"'😀é ";
    const inputs = extensionInputs({
      userId: text,
      password: text,
      authorizationName: text,
      username: text,
      elements: { Note: text },
    });
    await sipLifecycle(context).create(inputs);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(inputs));
  });
});

describe("create, where the extension exists", () => {
  it("keeps an existing extension that equals the declared one, and reports it", async () => {
    const inputs = extensionInputs({ elements: { Codec: "PCMA" } });
    const { pbx, context } = await start(holding(inputs, { Display: "Desk" }));
    expect(await sipLifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
    expect(context.said).toEqual([
      `Extension 1000 already exists on ${pbx.origin} exactly as declared. It was kept, and nothing was written.`,
    ]);
  });

  it("keeps an existing extension with the password that an earlier run of this stack generated", async () => {
    const before = extensionInputs({ password: generated() });
    const { pbx, context } = await start(holding(before));
    expect(await sipLifecycle(context).create(extensionInputs({ password: generated() }))).toEqual({
      ...before,
      pbx: pbx.origin,
    });
    expect(pbx.writes).toEqual([]);
  });

  it("refuses an existing extension that differs, and does not change it", async () => {
    const theirs = extensionInputs({ userId: "sales", password: generated("office/prod") });
    const { pbx, context } = await start(holding(theirs));
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs({ password: generated() })));
    expect(failure).toBeInstanceOf(ExtensionExists);
    expect(failure).toMatchObject({ differing: ["userId", "password"], pbx: pbx.origin, extensionId: "1000" });
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(theirs));
  });

  it("claims an ID even where the create is refused, so that the delete of another resource does not remove it", async () => {
    const { pbx, context } = await start(holding(extensionInputs({ userId: "sales" })));
    await rejectionOf(sipLifecycle(context).create(extensionInputs()));
    expect(context.claims.managedAt(pbx.origin, "1000")).toBe(pbx.origin);
  });

  it("adopts an existing extension with adopt: true, keeps its undeclared elements, and reports it", async () => {
    const { pbx, context } = await start(
      holding(extensionInputs({ userId: "sales", password: "theirs" }), { Display: "Desk" }),
    );
    pbx.extensions.addXml("1000", '<Recording xsi:nil="true" /><Codecs><Codec>PCMA</Codec></Codecs>');
    const inputs = extensionInputs({ adopt: true });
    expect(await sipLifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(heldTexts(pbx, "1000")).toMatchObject({ ...textsOf(inputs), Display: "Desk" });
    expect(pbx.extensions.get("1000")?.xml).toMatch(
      /<Recording[^>]* xsi:nil="true"\s*\/>\s*<Codecs>\s*<Codec>PCMA<\/Codec>/,
    );
    expect(context.said).toEqual([
      `Extension 1000 already existed on ${pbx.origin} and was adopted (\`adopt: true\`).`,
    ]);
  });

  it("adopts an existing extension with the PBX's password where the program sets none, and then may have nothing to write", async () => {
    const { pbx, context } = await start(holding(extensionInputs({ password: "theirs" })));
    const inputs = extensionInputs({ adopt: true, password: generated() });
    expect(await sipLifecycle(context).create(inputs)).toEqual({ ...inputs, password: "theirs", pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
    expect(context.said).toEqual([
      `Extension 1000 already existed on ${pbx.origin} and was adopted (\`adopt: true\`).`,
    ]);
  });

  it.each([true, false])("refuses an existing extension that is not a SIP extension, adopt: %j", async (adopt) => {
    const queue = '<Config knownType="MadeUpQueueInfo"><ID>1000</ID></Config>';
    const { pbx, context } = await start({ extensions: [queue] });
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs({ adopt })));
    expect(failure).toBeInstanceOf(OtherKnownType);
    expect((failure as Error).message).toContain(`its knownType is "MadeUpQueueInfo"`);
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 200"]);
  });

  it("fails where the existing extension is gone when it is read: another program is changing it", async () => {
    const { pbx, context } = await start({ faults: ["code-703@AddConfig"] });
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs()));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect((failure as Error).message).toBe(
      `AddConfig of extension 1000 on ${pbx.origin} failed: the PBX answered 703 (ConfigAlreadyExists): Extension configuration already exists. ` +
        "Another program is changing this extension. Run the command again.",
    );
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 701"]);
  });

  it("reads the existing extension again where the answer to GetConfig is lost", async () => {
    const { pbx, context } = await start({ ...holding(extensionInputs()), faults: ["drop-before@GetConfig"] });
    await sipLifecycle(context).create(extensionInputs());
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", "GetConfig 1000 drop-before", "GetConfig 1000 200"]);
    expect(context.said).toHaveLength(1);
  });

  it("fails with a known outcome where GetConfig after code 703 never succeeds: nothing was created", async () => {
    const { pbx, context } = await start({ ...holding(extensionInputs()), faults: ["status-503@GetConfig#every"] });
    await expect(sipLifecycle(context).create(extensionInputs())).rejects.toBeInstanceOf(OperationFailed);
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 703", ...Array(5).fill("GetConfig 1000 status-503")]);
  });

  it("reports that passwordVersion had no effect where it finds its own phone", async () => {
    const { pbx, context } = await start({
      extensions: [textsOf(extensionInputs({ password: generatePassword("1000", "office/dev") }))],
    });
    await sipLifecycle(context).create(
      extensionInputs({ password: generatePassword("1000", "office/dev"), passwordVersion: 2 }),
    );
    expect(context.said.at(-1)).toBe(
      `Extension 1000 on ${pbx.origin} keeps its password. To generate a new one, change passwordVersion again.`,
    );
  });
});

describe("create of an ID that this run has claimed", () => {
  it("refuses the second of two resources, also at the same time, before anything is sent", async () => {
    const { pbx, context } = await start({ latency: 20 });
    const [first, second] = await Promise.allSettled([
      sipLifecycle(context).create(extensionInputs()),
      sipLifecycle(context).create(extensionInputs({ userId: "sales" })),
    ]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ status: "rejected", reason: expect.any(DeclaredTwice) });
    expect((second as PromiseRejectedResult).reason.message).toBe(
      `Extension 1000 on ${pbx.origin} is declared twice: another resource of this program has the same extensionId. ` +
        "Nothing was written for the second one. Set another extensionId on one of the two, or remove it from the program.",
    );
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 200"]);
  });

  it("refuses a resource whose ID another one keeps, and reads only whether the PBX has it", async () => {
    const { pbx, context } = await start({ extensions: [textsOf(extensionInputs())] });
    context.claims.declare(pbx.origin, "1000");
    context.claims.keep(pbx.origin, "1000");
    await expect(sipLifecycle(context).create(extensionInputs())).rejects.toBeInstanceOf(DeclaredTwice);
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
  });
});

describe("create, where an answer is lost", () => {
  it.each(["drop-before", "hang", "status-502", "status-503", "status-504"])(
    "reads, finds no extension, and creates it: %s",
    async (fault) => {
      const { pbx, context } = await start({ faults: [`${fault}@AddConfig`] });
      await sipLifecycle(context).create(extensionInputs());
      expect(commandsOf(pbx)).toEqual([`AddConfig 1000 ${fault}`, "GetConfig 1000 701", "AddConfig 1000 200"]);
      expect(context.said).toEqual([]);
      expect(context.retries).toMatchObject([{ attempt: 2, attempts: 5 }]);
    },
  );

  it.each(["drop-after", "hang-after", "cut", "cut-headers", "status-502-after", "status-504-after"])(
    "reads, finds its own extension, and logs nothing: %s",
    async (fault) => {
      const { pbx, context } = await start({ faults: [`${fault}@AddConfig`] });
      const inputs = extensionInputs({ password: generated() });
      expect(await sipLifecycle(context).create(inputs)).toEqual({ ...inputs, pbx: pbx.origin });
      expect(commandsOf(pbx)).toEqual([`AddConfig 1000 ${fault}`, "GetConfig 1000 200"]);
      expect(context.said).toEqual([]);
    },
  );

  it.each(["html-after", "empty-after", "truncate", "wrong-charset", "doctype"])(
    "reads at once where the reply is not one of the PBX, and keeps its own extension: %s",
    async (fault) => {
      const { pbx, context } = await start({ faults: [`${fault}@AddConfig`] });
      await sipLifecycle(context).create(extensionInputs());
      expect(commandsOf(pbx)).toEqual([`AddConfig 1000 ${fault}`, "GetConfig 1000 200"]);
      expect(context.retries).toEqual([]);
    },
  );

  it.each(["html", "empty", "newer-api"])(
    "does not repeat AddConfig where the reply is not one of the PBX, and there is no extension: %s",
    async (fault) => {
      const { pbx, context } = await start({ faults: [`${fault}@AddConfig`] });
      const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs()));
      expect(failure).toBeInstanceOf(OperationFailed);
      expect(failure).toMatchObject({ title: "Not the PBX's answer" });
      expect(commandsOf(pbx)).toEqual([`AddConfig 1000 ${fault}`, "GetConfig 1000 701"]);
    },
  );

  it("refuses an extension that another program has created in the meantime", async () => {
    const { pbx, context } = await start({ faults: ["drop-before@AddConfig"] });
    const attempt = sipLifecycle(context).create(extensionInputs());
    pbx.extensions.set(textsOf(extensionInputs({ userId: "sales" })));
    await expect(attempt).rejects.toBeInstanceOf(ExtensionExists);
    expect(pbx.writes).toEqual([]);
  });

  it("sends AddConfig once, even where the following GetConfig fails", async () => {
    const { pbx, context } = await start({ faults: ["drop-after@AddConfig", "drop-before@GetConfig#1-3"] });
    await sipLifecycle(context).create(extensionInputs());
    expect(commandsOf(pbx)).toEqual([
      "AddConfig 1000 drop-after",
      ...Array(3).fill("GetConfig 1000 drop-before"),
      "GetConfig 1000 200",
    ]);
  });

  it.each([
    ["drop-after@AddConfig", "status-503@GetConfig#every"],
    ["drop-before@AddConfig", "drop-before@GetConfig#every"],
    ["html-after@AddConfig", "html@GetConfig#every"],
    ["status-502-after@AddConfig", "code-304@GetConfig#every"],
  ])("ends with an unknown outcome where it cannot be verified: %s, %s", async (lost, blind) => {
    const { pbx, context } = await start({ faults: [lost, blind] });
    const inputs = extensionInputs({ password: generated() });
    const failure = await rejectionOf(sipLifecycle(context).create(inputs));
    expect(failure).toBeInstanceOf(OutcomeUnknown);
    const { cause, message } = failure as OutcomeUnknown & { cause: Error };
    expect(failure).toMatchObject({
      title: "Outcome unknown",
      properties: inputs,
      pbx: pbx.origin,
      extensionId: "1000",
    });
    expect(
      message.startsWith(`Extension 1000 may or may not have been created on ${pbx.origin}: ${cause.message} `),
    ).toBe(true);
    expect(message).toMatch(
      / The extension is recorded as unconfirmed\. Run `pulumi up` again: it checks the PBX and completes the create\.$/,
    );
    expect(message).not.toContain(inputs.password);
    expect(pbx.requests.filter(({ command }) => command === "AddConfig")).toHaveLength(1);
  });

  it("reports the number of attempts and the next step where the outcome is unknown", async () => {
    const { pbx, context } = await start({ faults: ["drop-after@AddConfig", "status-503@GetConfig#every"] });
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs()));
    expect((failure as Error).message).toBe(
      `Extension 1000 may or may not have been created on ${pbx.origin}: GetConfig of extension 1000 on ${pbx.origin} failed after 5 attempts: ` +
        "a proxy answered HTTP 503: it got no answer from the PBX. Check that the PBX is running and that the proxy can reach it. Then run the command again. " +
        "The extension is recorded as unconfirmed. Run `pulumi up` again: it checks the PBX and completes the create.",
    );
  });

  it("is certain that nothing was created where the extension was missing and the next AddConfig was never received", async () => {
    const { pbx, context } = await start({ faults: ["drop-before@AddConfig#1", "code-702@AddConfig#2"] });
    await expect(sipLifecycle(context).create(extensionInputs())).rejects.toBeInstanceOf(OperationFailed);
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 drop-before", "GetConfig 1000 701", "AddConfig 1000 702"]);
  });

  it("keeps its own extension where the PBX dropped an element", async () => {
    const { pbx, context } = await start({
      switches: { unknownElements: "dropped" },
      faults: ["drop-after@AddConfig"],
    });
    const inputs = extensionInputs({ password: generatePassword("1000", "office/dev"), elements: { Extra: "1" } });
    expect(await sipLifecycle(context).create(inputs)).toMatchObject({ pbx: pbx.origin, adopt: false });
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it("does not report that nothing was written where an adoption was written", async () => {
    const { pbx, context } = await start({
      extensions: [textsOf(extensionInputs({ userId: "other" }))],
      faults: ["drop-after@ModifyConfig"],
    });
    await sipLifecycle(context).create(extensionInputs({ adopt: true }));
    expect(commandsOf(pbx)).toContain("ModifyConfig 1000 drop-after");
    expect(context.said).toEqual([
      `Extension 1000 already existed on ${pbx.origin} and was adopted (\`adopt: true\`).`,
    ]);
  });
});

describe("create, where the PBX refuses or cannot be reached", () => {
  it.each([300, 301, 302, 304, 305, 306, 307, 401, 702, 999])(
    "fails at once with code %i and a known outcome",
    async (code) => {
      const { pbx, context } = await start({ faults: [`code-${code}#every`] });
      const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs()));
      expect(failure).toBeInstanceOf(OperationFailed);
      expect(failure).toMatchObject({ cause: { code } });
      expect(commandsOf(pbx)).toEqual([`AddConfig 1000 ${code}`]);
    },
  );

  it("repeats AddConfig without a connection, and then fails with a known outcome", async () => {
    const origin = await unusedOrigin();
    const context = stopAfterTest(new LifecycleContext(origin));
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs()));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect((failure as Error).message).toBe(
      `AddConfig of extension 1000 on ${origin} failed after 5 attempts: cannot connect to the PBX (ECONNREFUSED: nothing listens at this address and port). ` +
        "Check that the PBX is running, that ozeki:url is its address, and that no firewall blocks it. Then run the command again.",
    );
    expect(context.retries.map(({ attempt }) => attempt)).toEqual([2, 3, 4, 5]);
  });

  it("sends AddConfig again without GetConfig where there was no connection", async () => {
    const { pbx, context } = await start();
    await pbx.stop();
    context.clock = { ...frozenClock, sleep: () => pbx.restart() };
    await sipLifecycle(context).create(extensionInputs());
    expect(context.retries).toHaveLength(1);
    expect(commandsOf(pbx)).toEqual(["AddConfig 1000 200"]);
  });
});
