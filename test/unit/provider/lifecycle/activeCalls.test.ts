import "../../../support/errorsAcrossRealms";
import { MAX_CALL_WAIT_MS } from "../../../../provider/lifecycle/activeCalls";
import type { OnActiveCalls } from "../../../../provider/lifecycle/context";
import { CallInProgress, OperationFailed } from "../../../../provider/lifecycle/errors";
import type { Simulator, SimulatorOptions } from "../../../../simulator";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { commandsOf, heldTexts, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";
import { VirtualClock } from "../../../support/virtualClock";

const call = { CallId: "c-1", Source: "1000", Destination: "2000" };

async function start(policy: OnActiveCalls, options: SimulatorOptions = { callsInProgress: [call] }) {
  const pbx: Simulator = stopAfterTest(await simulatedPbx({ extensions: [textsOf(extensionInputs())], ...options }));
  const context = stopAfterTest(new LifecycleContext(pbx.origin));
  context.callPolicy = policy;
  return { pbx, context };
}

const disabled = extensionInputs({ enabled: false });

describe("a call in progress", () => {
  it("is not read where the configuration is `proceed`", async () => {
    const { pbx, context } = await start("proceed");
    await sipLifecycle(context).update(extensionState(pbx.origin), disabled);
    await sipLifecycle(stopAfterTest(new LifecycleContext(pbx.origin))).delete(extensionState(pbx.origin));
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200", "RemoveConfig 1000 200"]);
  });

  it.each([
    [
      "a delete",
      "removed",
      (context: LifecycleContext, pbx: Simulator) => sipLifecycle(context).delete(extensionState(pbx.origin)),
    ],
    [
      "a disable",
      "disabled",
      (context: LifecycleContext, pbx: Simulator) => sipLifecycle(context).update(extensionState(pbx.origin), disabled),
    ],
  ] as const)("stops %s where the configuration says to fail, and nothing is written", async (_, outcome, run) => {
    const { pbx, context } = await start("fail");
    const failure = await rejectionOf(run(context, pbx));
    expect(failure).toBeInstanceOf(CallInProgress);
    expect(failure).toMatchObject({
      title: "Call in progress",
      message:
        `Extension 1000 on ${pbx.origin} has a call in progress: it was not ${outcome}. Run the command again when the call is over, ` +
        "or set ozeki:onActiveCalls to proceed (or to wait) and run `pulumi up`.",
    });
    expect(pbx.writes).toEqual([]);
  });

  it("stops an adoption that disables, too", async () => {
    const { pbx, context } = await start("fail");
    const failure = await rejectionOf(sipLifecycle(context).create(extensionInputs({ enabled: false, adopt: true })));
    expect(failure).toBeInstanceOf(CallInProgress);
    expect(pbx.writes).toEqual([]);
  });

  it("does not stop any other change", async () => {
    const { pbx, context } = await start("fail");
    await sipLifecycle(context).update(extensionState(pbx.origin), extensionInputs({ userId: "sales" }));
    await sipLifecycle(context).update(extensionState(pbx.origin, { enabled: false }), extensionInputs());
    expect(pbx.requests.filter(({ command }) => command === "ListActiveCalls")).toEqual([]);
  });

  it.each([
    [{ Source: "1000" }, true],
    [{ Destination: "sip:1000@10.0.0.5:5060" }, true],
    [{ CallerId: '"Reception" <1000>' }, true],
    [{ CallerId: "10001, 1000" }, true],
    [{ Source: "10001", Destination: "21000", CallerId: "x1000" }, false],
    [{ Source: "é1000" }, false],
    [{}, false],
  ])("is one of this extension where its ID is a whole word: %j, %j", async (fields, isAbout) => {
    const { pbx, context } = await start("fail", { callsInProgress: [{ CallId: "1000", ...fields }] });
    const [outcome] = await Promise.allSettled([sipLifecycle(context).delete(extensionState(pbx.origin))]);
    expect(outcome?.status).toBe(isAbout ? "rejected" : "fulfilled");
  });

  it("is waited for where the configuration is `wait`, and reported once", async () => {
    const { pbx, context } = await start("wait");
    const clock = new VirtualClock(undefined, () => {
      if (clock.sleeps.length === 3) {
        pbx.calls.length = 0;
      }
    });
    context.clock = clock;
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    expect(clock.sleeps).toEqual([5_000, 5_000, 5_000]);
    expect(commandsOf(pbx)).toEqual([...Array(4).fill("ListActiveCalls 200"), "RemoveConfig 1000 200"]);
    expect(context.said).toEqual([`Extension 1000 on ${pbx.origin} has a call in progress. Waiting for it to end.`]);
  });

  it("is waited for at most ten minutes", async () => {
    const { pbx, context } = await start("wait");
    const clock = new VirtualClock();
    context.clock = clock;
    const failure = await rejectionOf(sipLifecycle(context).update(extensionState(pbx.origin), disabled));
    expect(failure).toBeInstanceOf(CallInProgress);
    expect((failure as Error).message).toContain(
      "has a call in progress and still has after 600 s: it was not disabled.",
    );
    expect(clock.sleeps).toHaveLength(MAX_CALL_WAIT_MS / 5_000);
    expect(pbx.writes).toEqual([]);
  });

  it("stops a delete where the PBX does not list its calls", async () => {
    const { pbx, context } = await start("wait", { faults: ["code-301@ListActiveCalls"] });
    const failure = await rejectionOf(sipLifecycle(context).delete(extensionState(pbx.origin)));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect((failure as Error).message).toMatch(/^ListActiveCalls on \S+ failed: the PBX answered 301 /);
    expect(pbx.writes).toEqual([]);
  });

  it("stops an update from disabling a phone that the state has as disabled and the PBX as enabled", async () => {
    const inputs = extensionInputs({ enabled: false });
    const { pbx, context } = await start("fail");
    const failure = await rejectionOf(
      sipLifecycle(context).update(extensionState(pbx.origin, inputs), { ...inputs, userId: "sales" }),
    );
    expect(failure).toBeInstanceOf(CallInProgress);
    expect(heldTexts(pbx, "1000")).toEqual(textsOf(extensionInputs()));
  });

  it.each(["10", "5", "5060"])(
    "is not one of extension %s because an address in it contains that number",
    async (extensionId) => {
      const { pbx, context } = await start("fail", {
        extensions: [textsOf(extensionInputs({ extensionId }))],
        callsInProgress: [{ CallId: "1", Source: "sip:1000@10.0.0.5:5060", Destination: "10.0.0.5:5060" }],
      });
      await sipLifecycle(context).delete(extensionState(pbx.origin, { extensionId }));
      expect(pbx.extensions.size).toBe(0);
    },
  );
});
