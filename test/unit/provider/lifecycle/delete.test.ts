import { OperationFailed, OtherPbx } from "../../../../provider/lifecycle/errors";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs } from "../../../../provider/types/sipExtension/table";
import type { Simulator, SimulatorOptions } from "../../../../simulator";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { commandsOf, LifecycleContext, simulatedPbx, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { startLifecycle } from "../../../support/startLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";

const holding = (inputs: Inputs = extensionInputs()): SimulatorOptions => ({ extensions: [textsOf(inputs)] });

describe("delete", () => {
  it("removes an extension with one request", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [{ ID: "0100" }, { ID: "100" }] });
    await sipLifecycle(context).delete(extensionState(pbx.origin, { extensionId: "0100" }));
    expect(commandsOf(pbx)).toEqual(["RemoveConfig 0100 200"]);
    expect(pbx.requests[0]?.parameters).toEqual({ command: "RemoveConfig", ExtensionId: "0100" });
    expect(pbx.extensions.ids()).toEqual(["100"]);
    expect(context.said).toEqual([]);
  });

  it("counts an extension that no longer exists as removed", async () => {
    const { pbx, context } = await startLifecycle();
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    expect(commandsOf(pbx)).toEqual(["RemoveConfig 1000 701"]);
  });

  it.each([
    ["drop-before", "200"],
    ["drop-after", "701"],
    ["hang-after", "701"],
    ["cut", "701"],
    ["status-503", "200"],
  ])("repeats RemoveConfig where its answer is lost: %s, then %s", async (fault, code) => {
    const { pbx, context } = await startLifecycle({ ...holding(), faults: [fault] });
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    expect(commandsOf(pbx)).toEqual([`RemoveConfig 1000 ${fault}`, `RemoveConfig 1000 ${code}`]);
    expect(pbx.extensions.size).toBe(0);
  });

  it.each(["code-304", "code-306", "code-307", "code-401", "code-702", "html", "status-500", "newer-api"])(
    "fails where the PBX refuses, or something else answers: %s",
    async (fault) => {
      const { pbx, context } = await startLifecycle({ ...holding(), faults: [fault] });
      await expect(sipLifecycle(context).delete(extensionState(pbx.origin))).rejects.toBeInstanceOf(OperationFailed);
      expect(pbx.requests).toHaveLength(1);
      expect(pbx.extensions.ids()).toEqual(["1000"]);
    },
  );

  it("sends nothing where the configuration points to another PBX", async () => {
    const { pbx, context } = await startLifecycle(holding());
    const failure = await rejectionOf(sipLifecycle(context).delete(extensionState("http://old:7780")));
    expect(failure).toBeInstanceOf(OtherPbx);
    expect((failure as Error).message).toContain(
      `Extension 1000 is recorded on http://old:7780, but the configuration points to ${pbx.origin}. Nothing was changed.`,
    );
    expect(commandsOf(pbx)).toEqual([]);
  });

  it("removes an extension from the PBX of its connection", async () => {
    const { pbx } = await startLifecycle(holding());
    const branch = stopAfterTest(await simulatedPbx(holding()));
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    await sipLifecycle(context).delete(extensionState(branch.origin, { connection: "branch" }));
    expect([pbx.extensions.size, branch.extensions.size]).toEqual([1, 0]);
  });
});

describe("delete of an ID that another resource of this run manages", () => {
  const stays = (pbx: Simulator) =>
    `Extension 1000 was not deleted from ${pbx.origin}: another resource of this program, or this one's replacement, manages it. Only the old resource is removed from the state.`;

  it("sends nothing and reports it: a renamed resource keeps its phone", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).create(extensionInputs());
    pbx.forgetRequests();
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    expect(commandsOf(pbx)).toEqual([]);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(context.said.at(-1)).toBe(stays(pbx));
  });

  it("sends nothing where the create was refused, too", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ userId: "sales" })));
    await rejectionOf(sipLifecycle(context).create(extensionInputs()));
    await sipLifecycle(context).delete(extensionState(pbx.origin, { userId: "sales" }));
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(context.said).toEqual([stays(pbx)]);
  });

  it("sends nothing where another resource keeps the ID", async () => {
    const { pbx, context } = await startLifecycle(holding());
    context.claims.declare(pbx.origin, "1000");
    context.claims.keep(pbx.origin, "1000");
    await sipLifecycle(context).delete(extensionState(undefined));
    expect(commandsOf(pbx)).toEqual([]);
    expect(context.said).toEqual([stays(pbx)]);
  });

  it("is executed once, and then the ID is free: deleteBeforeReplace really creates the extension again", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    await sipLifecycle(context).create(extensionInputs({ userId: "sales" }));
    expect(commandsOf(pbx)).toEqual(["RemoveConfig 1000 200", "AddConfig 1000 200"]);
  });

  it("is executed on one PBX where the ID is claimed on the other", async () => {
    const { pbx } = await startLifecycle();
    const branch = stopAfterTest(await simulatedPbx(holding()));
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    await sipLifecycle(context).create(extensionInputs());
    await sipLifecycle(context).delete(extensionState(branch.origin, { connection: "branch" }));
    expect([pbx.extensions.size, branch.extensions.size]).toEqual([1, 0]);
  });

  it("keeps the phone when the create found it in place on the same PBX under another address", async () => {
    const inputs = extensionInputs();
    const { pbx } = await startLifecycle({ extensions: [textsOf(inputs)] });
    const other = pbx.origin.replace("127.0.0.1", "localhost");
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { named: other }));
    await sipLifecycle(context).create({ ...inputs, connection: "named" });
    await sipLifecycle(context).delete(extensionState(pbx.origin, inputs));
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(context.said.at(-1)).toContain("may be the same PBX");
  });

  it("removes an extension that really moves to another PBX", async () => {
    const inputs = extensionInputs();
    const { pbx } = await startLifecycle({ extensions: [textsOf(inputs)] });
    const branch = stopAfterTest(await simulatedPbx());
    const context = stopAfterTest(new LifecycleContext(pbx.origin, { branch: branch.origin }));
    await sipLifecycle(context).create({ ...inputs, connection: "branch" });
    await sipLifecycle(context).delete(extensionState(pbx.origin, inputs));
    expect(pbx.extensions.ids()).toEqual([]);
  });
});

describe("delete of an unconfirmed extension", () => {
  const left = (pbx: Simulator) =>
    `Extension 1000 was not deleted from ${pbx.origin}: it was never confirmed that this stack created it.`;

  it("removes it where it equals what was to be created", async () => {
    const password = generatePassword("1000", "office/dev");
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ password })));
    await sipLifecycle(context).delete(extensionState(undefined, { password }));
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200", "RemoveConfig 1000 200"]);
  });

  it("succeeds where the PBX has no such extension", async () => {
    const { pbx, context } = await startLifecycle();
    await sipLifecycle(context).delete(extensionState(undefined));
    expect(commandsOf(pbx)[0]).toBe("GetConfig 1000 701");
    expect(pbx.writes).toEqual([]);
    expect(context.said).toEqual([]);
  });

  it.each([true, false])("does not remove an extension that differs, adopt: %j", async (adopt) => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ password: "theirs" })));
    await sipLifecycle(context).delete(extensionState(undefined, { adopt }));
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
    expect(context.said).toEqual([left(pbx)]);
  });

  it("does not remove an extension of another type", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: ['<Config knownType="MadeUpQueueInfo"><ID>1000</ID></Config>'],
    });
    await sipLifecycle(context).delete(extensionState(undefined));
    expect(pbx.extensions.ids()).toEqual(["1000"]);
    expect(context.said).toEqual([left(pbx)]);
  });

  it("removes nothing where the PBX does not answer", async () => {
    const { pbx, context } = await startLifecycle({ ...holding(), faults: ["status-503@GetConfig#every"] });
    await expect(sipLifecycle(context).delete(extensionState(undefined))).rejects.toBeInstanceOf(OperationFailed);
    expect(pbx.extensions.ids()).toEqual(["1000"]);
  });
});

describe("a create of what the same run has deleted", () => {
  it("is announced, with what is lost: `--replace` and `replaceOnChanges` with deleteBeforeReplace", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    await sipLifecycle(context).create(extensionInputs());
    expect(context.warnings).toEqual([
      `Extension 1000 on ${pbx.origin} was deleted and created again (deleteBeforeReplace): elements that the program does not declare are gone. ` +
        "Its generated password is new: enter it in the phone.",
    ]);
  });

  it("is not announced for another ID", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).delete(extensionState(pbx.origin));
    await sipLifecycle(context).create(extensionInputs({ extensionId: "1001" }));
    expect(context.warnings).toEqual([]);
  });
});
