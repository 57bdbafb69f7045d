import { OperationFailed, OtherPbx } from "../../../../provider/lifecycle/errors";
import { OtherKnownType, UnreadableExtension } from "../../../../provider/types/errors";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import type { Inputs } from "../../../../provider/types/sipExtension/table";
import type { SimulatorOptions } from "../../../../simulator";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { commandsOf, LifecycleContext, textsOf } from "../../../support/lifecycleContext";
import { stopAfterTest } from "../../../support/onTestFinished";
import { sipLifecycle } from "../../../support/sipLifecycle";
import { startLifecycle } from "../../../support/startLifecycle";
import { rejectionOf } from "../../../support/thrownErrors";
import { unusedOrigin } from "../../../support/unusedOrigin";

const holding = (inputs: Inputs = extensionInputs(), more: Record<string, string> = {}): SimulatorOptions => ({
  extensions: [{ ...textsOf(inputs), ...more }],
});

describe("read", () => {
  it("returns what the state manages with one request, without run-time values", async () => {
    const inputs = extensionInputs({ elements: { Codec: "PCMA" }, passwordVersion: 2, adopt: true });
    const { pbx, context } = await startLifecycle(
      holding(inputs, { Display: "Desk", LastIPAddress: "10.0.0.9", UserAgentName: "x" }),
    );
    expect(await sipLifecycle(context).read({ ...inputs, pbx: pbx.origin })).toEqual({ ...inputs, pbx: pbx.origin });
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 200"]);
    expect(context.said).toEqual([]);
  });

  it("returns every changed property", async () => {
    const { pbx, context } = await startLifecycle(
      holding(
        extensionInputs({
          userId: "sales",
          authorizationName: "a",
          username: "u",
          enabled: false,
          elements: { Codec: "PCMU" },
        }),
      ),
    );
    const state = extensionState(pbx.origin, { elements: { Codec: "PCMA", Gone: "x" } });
    expect(await sipLifecycle(context).read(state)).toEqual({
      ...state,
      userId: "sales",
      authorizationName: "a",
      username: "u",
      enabled: false,
      elements: { Codec: "PCMU", Gone: "" },
    });
  });

  it("takes Username from the state where the PBX does not return it", async () => {
    const { pbx, context } = await startLifecycle({
      ...holding(extensionInputs({ username: "theirs" })),
      switches: { getConfigUsername: "omitted" },
    });
    expect(await sipLifecycle(context).read(extensionState(pbx.origin))).toEqual(extensionState(pbx.origin));
  });

  it("reports that a password was changed on the PBX, without its value", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ password: "MARKED" })));
    expect(await sipLifecycle(context).read(extensionState(pbx.origin))).toMatchObject({ password: "MARKED" });
    expect(context.said).toEqual([
      `The password of extension 1000 was changed on the PBX ${pbx.origin}. ` +
        "`pulumi up` restores a declared password. One that was adopted or imported stays as it is now.",
    ]);
  });

  it("returns undefined where the PBX that the state names has no such extension", async () => {
    const { pbx, context } = await startLifecycle();
    expect(await sipLifecycle(context).read(extensionState(pbx.origin))).toBeUndefined();
    expect(commandsOf(pbx)).toEqual(["GetConfig 1000 701"]);
  });

  it("claims nothing", async () => {
    const { pbx, context } = await startLifecycle(holding());
    await sipLifecycle(context).read(extensionState(pbx.origin));
    expect(context.claims.managedAt(pbx.origin, "1000")).toBeUndefined();
  });

  it("repeats GetConfig where an answer is lost", async () => {
    const { pbx, context } = await startLifecycle({
      ...holding(),
      faults: ["drop-before#1", "cut#2", "hang#3", "status-502#4"],
    });
    expect(await sipLifecycle(context).read(extensionState(pbx.origin))).toEqual(extensionState(pbx.origin));
    expect(context.retries.map(({ attempt }) => attempt)).toEqual([2, 3, 4, 5]);
  });
});

describe("read never reports an extension as gone where the PBX is down or something else answers", () => {
  it.each([
    ...[
      "refuse",
      "drop-before",
      "drop-after",
      "cut",
      "cut-headers",
      "truncate",
      "html",
      "empty",
      "redirect",
      "newer-api",
    ],
    ...["wrong-charset", "doctype", "bomb", "huge:17", "deep", "status-404", "status-410", "status-500", "status-503"],
    ...[
      "code-300",
      "code-302",
      "code-304",
      "code-305",
      "code-306",
      "code-307",
      "code-401",
      "code-702",
      "code-703",
      "code-404",
    ],
  ])("with %s", async (fault) => {
    // Not even where the extension is not there.
    const { pbx, context } = await startLifecycle({ faults: [`${fault}#every`] });
    const failure = await rejectionOf(sipLifecycle(context).read(extensionState(pbx.origin)));
    expect(failure).toBeInstanceOf(OperationFailed);
  });

  it("with nothing that listens", async () => {
    const origin = await unusedOrigin();
    const context = stopAfterTest(new LifecycleContext(origin));
    const failure = await rejectionOf(sipLifecycle(context).read(extensionState(origin)));
    expect(failure).toBeInstanceOf(OperationFailed);
    expect((failure as Error).message).toBe(
      `GetConfig of extension 1000 on ${origin} failed after 5 attempts: cannot connect to the PBX (ECONNREFUSED: nothing listens at this address and port). ` +
        "Check that the PBX is running, that ozeki:url is its address, and that no firewall blocks it. " +
        "`refresh` and `destroy` use the configuration of the last `pulumi up`. After you correct it, run `pulumi up` first, or add --run-program.",
    );
  });
});

describe("read of what cannot be managed", () => {
  it("refuses an extension of another type", async () => {
    const { pbx, context } = await startLifecycle({
      extensions: ['<Config knownType="MadeUpMenuInfo"><ID>1000</ID></Config>'],
    });
    for (const state of [extensionState(pbx.origin), extensionState(undefined)]) {
      await expect(sipLifecycle(context).read(state)).rejects.toBeInstanceOf(OtherKnownType);
    }
  });

  it("refuses an Enabled that is not a boolean, and an element that is more than text", async () => {
    const { pbx, context } = await startLifecycle(holding());
    pbx.extensions.addXml("1000", "<Codec><a/></Codec>");
    const state = extensionState(pbx.origin, { elements: { Codec: "" } });
    await expect(sipLifecycle(context).read(state)).rejects.toBeInstanceOf(UnreadableExtension);
    pbx.extensions.setElement("1000", "Enabled", "maybe");
    await expect(sipLifecycle(context).read(extensionState(pbx.origin))).rejects.toBeInstanceOf(UnreadableExtension);
  });

  it("refuses a missing Password, and so does update: an empty one is never written", async () => {
    const { pbx, context } = await startLifecycle({ extensions: [textsOf(extensionInputs())] });
    pbx.extensions.removeElement("1000", "Password");
    const state = extensionState(pbx.origin);
    await expect(sipLifecycle(context).read(state)).rejects.toBeInstanceOf(UnreadableExtension);
    await expect(sipLifecycle(context).update(state, extensionInputs({ userId: "sales" }))).rejects.toBeInstanceOf(
      UnreadableExtension,
    );
    expect(pbx.writes).toEqual([]);
  });
});

describe("read, where the configuration points to another PBX than the state", () => {
  const old = "http://old:7780";

  it("follows an extension that equals the recorded one", async () => {
    const { pbx, context } = await startLifecycle(holding());
    expect(await sipLifecycle(context).read(extensionState(old))).toEqual(extensionState(pbx.origin));
  });

  it("refuses an extension that differs: it may belong to another site", async () => {
    const { pbx, context } = await startLifecycle(holding(extensionInputs({ password: "theirs" })));
    const failure = await rejectionOf(sipLifecycle(context).read(extensionState(old)));
    expect(failure).toBeInstanceOf(OtherPbx);
    expect(failure).toMatchObject({ pbx: old, configured: pbx.origin });
    expect(context.said).toEqual([]);
  });

  it("does not report an extension as gone that the other PBX does not have", async () => {
    const { pbx, context } = await startLifecycle();
    const failure = await rejectionOf(sipLifecycle(context).read(extensionState(old)));
    expect(failure).toBeInstanceOf(OtherPbx);
    expect((failure as Error).message).toContain(
      `Extension 1000 is recorded on ${old}, but the configuration points to ${pbx.origin}, which has no such extension. Nothing was changed.`,
    );
  });
});

describe("read of an unconfirmed extension", () => {
  it("records nothing of it: it may be foreign", async () => {
    const { context } = await startLifecycle(holding(extensionInputs({ userId: "sales", password: "MARKED" })));
    const state = extensionState(undefined, { password: generatePassword("1000", "office/dev") });
    expect(await sipLifecycle(context).read(state)).toEqual(state);
    expect(context.said).toEqual([]);
  });

  it("stays unconfirmed where it equals what was to be created", async () => {
    const { context } = await startLifecycle(holding());
    expect(await sipLifecycle(context).read(extensionState(undefined))).toEqual(extensionState(undefined));
  });

  it("returns undefined where the PBX has no such extension: it was never created", async () => {
    const { context } = await startLifecycle();
    expect(await sipLifecycle(context).read(extensionState(undefined))).toBeUndefined();
  });
});
