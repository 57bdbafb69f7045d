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
const _settle = (found: ConfigXml, inputs: Inputs, at: string) =>
  reconciliation.reconcileExisting(sipExtension, found, inputs, at);
const reconcile = (found: ConfigXml, inputs: Inputs, at: string) =>
  reconciliation.reconcileExisting(sipExtension, found, inputs, at);
const refuseStranger = (statePbx: string, state: State, present: State) =>
  reconciliation.refuseStranger(sipExtension, statePbx, state, present);
const held = (inputs: Inputs, knownType = "SIPExtensionInfo") =>
  ConfigXml.of({
    ...parseXml(sipExtension.configOf(inputs).toXml()),
    attributes: [{ namespace: "", name: "knownType", value: knownType }],
  }).without(["Username"]);
const generated = (scope = "office/dev") => generatePassword("1000", scope);

describe("an extension that is there where one was to be made", () => {
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

  it("is kept although adopt is set, where there is nothing to take over", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(reconcile(held(inputs), inputs, pbx).action).toBe("keep");
  });

  it.each([
    ["of another stack's making", generated("office/prod")],
    ["of nobody's making", "theirs"],
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
        `Extension 1000 exists already on ${pbx} (code 703) and differs in userId, password, authorizationName, username, enabled, elements.Codec. ` +
        "It was left as it is. To take it over as declared, set adopt: true on this resource. If this resource was renamed or moved in the program, " +
        "give it the option aliases with its old name instead. If this resource is being replaced, the option deleteBeforeReplace makes it anew. If another resource of this program is giving up this ID in the same run, " +
        "run `pulumi up` again once that is done. Otherwise choose another extensionId.",
    });
  });

  it("is taken over where it differs and adopt is set, with the program's password", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(reconcile(held(extensionInputs({ userId: "sales", password: "theirs" })), inputs, pbx)).toEqual({
      action: "adopt",
      inputs,
    });
  });

  it("is taken over with the PBX's password, where the program gives none", () => {
    const inputs = extensionInputs({ adopt: true, password: generated() });
    expect(reconcile(held(extensionInputs({ userId: "sales", password: "theirs" })), inputs, pbx)).toEqual({
      action: "adopt",
      inputs: { ...inputs, password: "theirs" },
    });
  });

  it("is never taken for a SIP extension where it is none, adopt or not", () => {
    for (const adopt of [true, false]) {
      const inputs = extensionInputs({ adopt });
      expect(() => reconcile(held(inputs, "ApiExtensionInfo"), inputs, pbx)).toThrow(OtherKnownType);
    }
  });

  it("is never overwritten where it is not understood, adopt or not", () => {
    const inputs = extensionInputs({ adopt: true });
    expect(() => reconcile(held(inputs).with("Enabled", "maybe"), inputs, pbx)).toThrow(UnreadableExtension);
  });
});

describe("an extension that is not a SIP extension", () => {
  it.each([
    [ConfigXml.create("ApiExtensionInfo", []), '"ApiExtensionInfo"'],
    [ConfigXml.create('S"I', []), "no name of a type"],
    [ConfigXml.create("Marked-Type ".repeat(50), []), "no name of a type"],
    [ConfigXml.create("", []), "no name of a type"],
    [ConfigXml.of({ namespace: "", name: "Config", attributes: [], children: [] }), "missing"],
  ])("is refused, naming what it is", (config, shown) => {
    const failure = errorThrownBy(() =>
      reconciliation.refuseOtherKnownType(sipExtension, config, extensionInputs(), pbx),
    );
    expect(failure).toBeInstanceOf(OtherKnownType);
    expect(failure).toMatchObject({
      title: "Not a SIP extension",
      message:
        `Extension 1000 on ${pbx} is not a SIP extension: its knownType is ${shown}, not "SIPExtensionInfo". It was left as it is. ` +
        "Choose another extensionId, declare or import it as an Extension, or take this resource out of the program (out of the state as well, if it is there: `pulumi state delete URN`).",
    });
  });
});

describe("an extension on another PBX than the state says", () => {
  const moved = "http://moved:7780";

  it("is the same one where all of it is as the state knows it", () => {
    expect(() => refuseStranger(pbx, extensionState(pbx), extensionState(moved))).not.toThrow();
  });

  it("is another one where it differs, and the message names both PBXs and what differs", () => {
    const state = extensionState(pbx, { elements: { Codec: "PCMA" } });
    const present = extensionState(moved, { userId: "sales", password: "MARKED", elements: { Codec: "PCMU" } });
    const failure = errorThrownBy(() => refuseStranger(pbx, state, present));
    expect(failure).toBeInstanceOf(OtherPbx);
    expect(failure).toMatchObject({
      title: "Another PBX",
      pbx,
      configured: moved,
      message:
        `Extension 1000 is on ${pbx} by the state, but the configuration leads to ${moved}: it has an extension of that ID, ` +
        "which differs in userId, password, elements.Codec and may be another one; it was left as it is. " +
        "If the address is mistyped, correct ozeki:url (or the entry of ozeki:connections, or the url of the provider) and run `pulumi up`; " +
        `if ${pbx} is gone for good, or the extension is to be made on http://moved:7780 instead, take the resource out of the state with \`pulumi state delete URN\`.`,
    });
  });

  it("is taken for the same one with another password of one making", () => {
    const [before, now] = [generated(), generated()];
    const run = () =>
      refuseStranger(pbx, extensionState(pbx, { password: before }), extensionState(moved, { password: now }));
    expect(run).not.toThrow();
  });
});
