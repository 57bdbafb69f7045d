import { ConfigXml } from "../../../../provider/api";
import { parseXml } from "../../../../provider/api/xml/parse";
import { ExtensionExists, OtherPbx } from "../../../../provider/lifecycle/errors";
import * as reconciliation from "../../../../provider/lifecycle/reconcileExisting";
import { OtherKnownType, UnreadableExtension } from "../../../../provider/types/errors";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import { sipExtension } from "../../../../provider/types/sipExtension/sipExtensionType";
import type { Inputs, State } from "../../../../provider/types/sipExtension/table";
import { extensionInputs, extensionState } from "../../../support/extensionInputs";
import { errorThrownBy } from "../../../support/thrownErrors";

const pbx = "http://pbx:7780";
const reconcile = (found: ConfigXml, inputs: Inputs, at: string) =>
  reconciliation.reconcileExisting(sipExtension, found, inputs, at);
const assertSameExtension = (statePbx: string, state: State, present: State) =>
  reconciliation.assertSameExtension(sipExtension, statePbx, state, present);
const held = (inputs: Inputs, knownType = "SIPExtensionInfo") =>
  ConfigXml.of({
    ...parseXml(sipExtension.configOf(inputs).toXml()),
    attributes: [{ namespace: "", name: "knownType", value: knownType }],
  }).without(["Username"]);
const generated = (scope = "office/dev") => generatePassword("1000", scope);

describe("an existing extension where one was to be created", () => {
  it("is kept where it is equal in everything that is managed", () => {
    const inputs = extensionInputs({ elements: { Codec: "PCMA" } });
    const found = held(inputs).with("Display", "Desk").with("LastIPAddress", "10.0.0.1");
    expect(reconcile(found, inputs, pbx)).toEqual({ action: "keep", state: { ...inputs, pbx } });
  });

  it("is kept with the password of this stack's own making, which is not the one of this run", () => {
    const [before, now] = [generated(), generated()];
    expect(reconcile(held(extensionInputs({ password: before })), extensionInputs({ password: now }), pbx)).toEqual({
      action: "keep",
      state: { ...extensionInputs({ password: before }), pbx },
    });
  });

  it("is kept although adopt is set, where it equals the declared one", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(reconcile(held(inputs), inputs, pbx).action).toBe("keep");
  });

  it.each([
    ["of another stack's making", generated("office/prod")],
    ["that was not generated", "theirs"],
  ])("is refused with a password that is %s", (_, password) => {
    const failure = errorThrownBy(() =>
      reconcile(held(extensionInputs({ password })), extensionInputs({ password: generated() }), pbx),
    );
    expect(failure).toBeInstanceOf(ExtensionExists);
    expect(failure).toMatchObject({ differing: ["password"] });
  });

  it("is refused where it differs, naming what differs and nothing of its values", () => {
    const inputs = extensionInputs({ elements: { Codec: "MARKED-codec", Display: "Desk" } });
    const found = held({
      ...inputs,
      userId: "MARKED-user",
      password: "MARKED-password",
      authorizationName: "MARKED-auth",
      enabled: false,
      elements: { Codec: "MARKED-other", Display: "Desk" },
    }).with("Username", "MARKED-username");
    const failure = errorThrownBy(() => reconcile(found, inputs, pbx));
    expect(failure).toBeInstanceOf(ExtensionExists);
    expect(failure).toMatchObject({
      title: "The extension exists",
      differing: ["userId", "password", "authorizationName", "username", "enabled", "elements.Codec"],
      message:
        `Extension 1000 already exists on ${pbx} (code 703) with a different userId, password, authorizationName, username, enabled, elements.Codec. ` +
        "Nothing was changed. To manage it with this resource, set `adopt: true`. Otherwise change extensionId. " +
        "Renamed or moved the resource? Set the option `aliases`. Replacing it? Set `deleteBeforeReplace`. " +
        "Released by another resource in this run? Run `pulumi up` again.",
    });
  });

  it("is adopted with the program's password, where it differs and adopt is set", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(reconcile(held(extensionInputs({ userId: "sales", password: "theirs" })), inputs, pbx)).toEqual({
      action: "adopt",
      inputs,
    });
  });

  it("is adopted with the PBX's password, where the program sets none", () => {
    const inputs = extensionInputs({ adopt: true, password: generated() });
    expect(reconcile(held(extensionInputs({ userId: "sales", password: "theirs" })), inputs, pbx)).toEqual({
      action: "adopt",
      inputs: { ...inputs, password: "theirs" },
    });
  });

  it("is never managed as a SIP extension where it is of another type, with or without adopt", () => {
    for (const adopt of [true, false]) {
      const inputs = extensionInputs({ adopt });
      expect(() => reconcile(held(inputs, "ApiExtensionInfo"), inputs, pbx)).toThrow(OtherKnownType);
    }
  });

  it("is never overwritten where it cannot be read, with or without adopt", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(() => reconcile(held(inputs).with("Enabled", "maybe"), inputs, pbx)).toThrow(UnreadableExtension);
  });
});

describe("an extension that is not a SIP extension", () => {
  it.each([
    [ConfigXml.create("ApiExtensionInfo", []), '"ApiExtensionInfo"'],
    [ConfigXml.create('S"I', []), "malformed"],
    [ConfigXml.create("Marked-Type ".repeat(50), []), "malformed"],
    [ConfigXml.create("", []), "malformed"],
    [ConfigXml.of({ namespace: "", name: "Config", attributes: [], children: [] }), "missing"],
  ])("is refused, naming what it is", (config, shown) => {
    const failure = errorThrownBy(() => reconciliation.assertKnownType(sipExtension, config, extensionInputs(), pbx));
    expect(failure).toBeInstanceOf(OtherKnownType);
    expect(failure).toMatchObject({
      title: "Not a SIP extension",
      message:
        `Extension 1000 on ${pbx} is not a SIP extension: its knownType is ${shown}, not "SIPExtensionInfo". Nothing was changed. ` +
        "Choose another extensionId, declare or import it as an Extension, or remove this resource from the program (and from the state, if it is there: `pulumi state delete URN`).",
    });
  });
});

describe("an extension on another PBX than the state says", () => {
  const moved = "http://moved:7780";

  it("is the same one where all of it is as the state knows it", () => {
    expect(() => assertSameExtension(pbx, extensionState(pbx), extensionState(moved))).not.toThrow();
  });

  it("is another one where it differs, and the message names both PBXs and what differs", () => {
    const state = extensionState(pbx, { elements: { Codec: "PCMA" } });
    const present = extensionState(moved, { userId: "sales", password: "MARKED", elements: { Codec: "PCMU" } });
    const failure = errorThrownBy(() => assertSameExtension(pbx, state, present));
    expect(failure).toBeInstanceOf(OtherPbx);
    expect(failure).toMatchObject({
      title: "Another PBX",
      pbx,
      configured: moved,
      message:
        `Extension 1000 is recorded on ${pbx}, but the configuration points to ${moved}, where this ID has ` +
        "a different userId, password, elements.Codec and may be another extension. Nothing was changed. " +
        "Wrong address? Correct `ozeki:url` (or the entry of `ozeki:connections`, or the `url` of the provider), and run `pulumi up`. " +
        `${pbx} no longer exists, or the extension belongs on http://moved:7780? Remove the resource from the state with \`pulumi state delete URN\`.`,
    });
  });

  it("is the same one with another generated password of the same stack", () => {
    const [before, now] = [generated(), generated()];
    const run = () =>
      assertSameExtension(pbx, extensionState(pbx, { password: before }), extensionState(moved, { password: now }));
    expect(run).not.toThrow();
  });
});
