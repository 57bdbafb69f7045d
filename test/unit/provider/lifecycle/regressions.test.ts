import { redactMessage } from "../../../../provider/api/redactMessage";
import type { OutcomeUnknown } from "../../../../provider/lifecycle/errors";
import { CallInProgress, UnconfirmedElsewhere } from "../../../../provider/lifecycle/errors";
import { UnreadableExtension } from "../../../../provider/types/errors";
import { generatePassword, isGenerated } from "../../../../provider/types/sipExtension/generatedPassword";
import type { State } from "../../../../provider/types/sipExtension/table";
import type { Simulator, SimulatorOptions } from "../../../../simulator";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { commandsOf, heldTexts, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { rejectionOf } from "../../../support/thrownBy";
import { withTimeout } from "../../../support/withTimeout";

async function start(options: SimulatorOptions = {}): Promise<{ pbx: Simulator; context: LifecycleContext }> {
  const pbx = stopAfterTest(await simulatedPbx(options));
  return { pbx, context: stopAfterTest(new LifecycleContext(pbx.origin)) };
}

/** One test a defect that was found, named after it. */
describe("it does not happen again that", () => {
  it("a phone is lost when its PBX is written in another way, and the create finds it in place", async () => {
    const inputs = extensionInputs();
    const { pbx } = await start({ extensions: [textsOf(inputs)] });
    const other = pbx.origin.replace("127.0.0.1", "localhost");
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { named: other }));
    await sipLifecycle(context).create({ ...inputs, connection: "named" });
    await sipLifecycle(context).delete(extensionState(pbx.origin, inputs));
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(context.said.at(-1)).toContain("the two addresses may be one PBX");
  });

  it("an extension that really moves to another PBX stays on the old one", async () => {
    const inputs = extensionInputs();
    const { pbx } = await start({ extensions: [textsOf(inputs)] });
    const branch = stopAfterTest(await simulatedPbx());
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    await sipLifecycle(context).create({ ...inputs, connection: "branch" });
    await sipLifecycle(context).delete(extensionState(pbx.origin, inputs));
    expect(pbx.extensions.ids()).toEqual([]);
  });

  it.each(["update", "delete", "read"] as const)(
    "an unconfirmed create stays behind on its PBX when the configuration changes before the next %s",
    async (operation) => {
      const inputs = extensionInputs({ password: generatePassword("1000", "office/dev") });
      const { pbx, context } = await start({
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
        `may or may not have been made on ${pbx.origin}, and the configuration now leads to ${other.origin}: `,
      );
      expect(other.writes).toEqual([]);
      pbx.clearFaults();
      const back = stopAfterTest(new LifecycleContext(pbx.origin));
      expect(await sipLifecycle(back).update(state, inputs)).toEqual({ ...inputs, pbx: pbx.origin });
    },
  );

  it("a phone is disabled during a call because the state remembers it as disabled", async () => {
    const inputs = extensionInputs({ enabled: false });
    const { pbx, context } = await start({
      extensions: [textsOf(extensionInputs())],
      callsInProgress: [{ CallId: "1", Source: "1000" }],
    });
    context.callPolicy = "fail";
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(pbx.origin, inputs), { ...inputs, userId: "sales" }),
    );
    expect(failure).toBeInstanceOf(CallInProgress);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(extensionInputs()));
  });

  it.each(["10", "5", "5060"])(
    "extension %s counts as in a call because of somebody's address",
    async (extensionId) => {
      const { pbx, context } = await start({
        extensions: [textsOf(extensionInputs({ extensionId }))],
        callsInProgress: [{ CallId: "1", Source: "sip:1000@10.0.0.5:5060", Destination: "10.0.0.5:5060" }],
      });
      context.callPolicy = "fail";
      await sipLifecycle(context).delete(extensionState(pbx.origin, { extensionId }));
      expect(pbx.extensions.size).toBe(0);
    },
  );

  it("a Password that the PBX leaves out is taken for an empty one, and written", async () => {
    const { pbx, context } = await start({ extensions: [textsOf(extensionInputs())] });
    pbx.extensions.removeElement("1000", "Password");
    const state = extensionState(pbx.origin);
    expect(await rejectionOf(sipLifecycle(context).read(state))).toBeInstanceOf(UnreadableExtension);
    expect(await rejectionOf(sipLifecycle(context).update(state, extensionInputs({ userId: "sales" })))).toBeInstanceOf(
      UnreadableExtension,
    );
    expect(pbx.writes).toEqual([]);
  });

  it("a generated password that was emptied on the PBX stays empty", () => {
    const context = new LifecycleContext("http://pbx:7780");
    const olds = { ...extensionInputs(), password: "" };
    const { inputs } = sipLifecycle(context).check(olds, {
      extensionId: "1000",
      userId: "reception",
      password: "@generate office/dev",
    });
    expect(isGenerated(inputs.password as string, "1000")).toBe(true);
  });

  it("an own extension is called a stranger's because the PBX dropped an element and the answer was lost", async () => {
    const { pbx, context } = await start({
      switches: { unknownElements: "dropped" },
      faults: ["drop-after@AddConfig"],
    });
    const inputs = extensionInputs({ password: generatePassword("1000", "office/dev"), elements: { Extra: "1" } });
    expect(await sipLifecycle(context).create(inputs)).toMatchObject({ pbx: pbx.origin, adopt: false });
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });

  it("a line says that nothing was written, where an adoption was written and its answer was lost", async () => {
    const { pbx, context } = await start({
      extensions: [textsOf(extensionInputs({ userId: "other" }))],
      faults: ["drop-after@ModifyConfig"],
    });
    await sipLifecycle(context).create(extensionInputs({ adopt: true }));
    expect(commandsOf(pbx)).toContain("ModifyConfig 1000 drop-after");
    expect(context.said).toEqual([`Extension 1000 was already on ${pbx.origin}: it was taken over (adopt: true).`]);
  });

  it("a rotation is swallowed without a word where the create finds its own phone", async () => {
    const { pbx, context } = await start({
      extensions: [textsOf(extensionInputs({ password: generatePassword("1000", "office/dev") }))],
    });
    await sipLifecycle(context).create(
      extensionInputs({ password: generatePassword("1000", "office/dev"), passwordVersion: 2 }),
    );
    expect(context.said.at(-1)).toBe(
      `Extension 1000 on ${pbx.origin} keeps the password that it has. Where passwordVersion was to make a new one, change it again.`,
    );
  });

  it("a long message of a reply keeps the process busy for hours", () => {
    const subject = { command: "GetConfig", pbx: "http://pbx:7780", extensionId: "1000" } as const;
    const message = "Call connect to '".concat("' failed with result state '".repeat(500_000));
    expect(withTimeout(() => redactMessage(subject, 402, message))).toBe(
      "Call connect to '…' failed with result state '…'",
    );
  });
});
