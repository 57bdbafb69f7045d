import { statusMessages } from "../../../../simulator/api/answer";
import { requestOutcome } from "../../../../simulator/console/requestOutcome";
import { faultKinds } from "../../../../simulator/faults/faultKinds";
import { addConfig, configXml, getConfig, modifyConfig, send } from "../support/send";
import { startPbx } from "../support/startPbx";
import { readState } from "./support/consoleClient";

const answered = {
  ...{ number: 1, at: 0, httpMethod: "POST", url: "/", command: "GetConfig", extensionId: "1000", parameters: {} },
  ...{ code: undefined, status: 200, executed: false, fault: undefined, duration: 1 },
};

describe("how a request ended", () => {
  it("is one sentence for every documented refusal", () => {
    const codes = Object.keys(statusMessages).map(Number);
    for (const code of codes.filter((it) => it !== 200)) {
      const { why, outcome } = requestOutcome({ ...answered, code });
      expect({ code, outcome, why }).toEqual({
        code,
        outcome: "refused",
        why: expect.stringMatching(/^[A-Z].*[^.]\.$/),
      });
    }
    expect(requestOutcome({ ...answered, code: 200 })).toMatchObject({ outcome: "done", why: "" });
  });

  it.each([
    [
      { status: undefined, duration: undefined },
      { outcome: "waiting", code: "…", why: "" },
    ],
    [{ status: undefined }, { outcome: "refused", code: "no answer", why: "The connection ended without an answer." }],
    [
      { status: 403, command: undefined },
      { title: "No command", code: "HTTP 403", why: expect.stringContaining("web site") },
    ],
    [{ status: 413 }, { code: "HTTP 413", why: "The body is larger than 16 MiB." }],
    [
      { code: 301, command: "Di\u202eal" },
      { title: "Unknown command Di\\u202Eal", code: "301" },
    ],
    [{ status: 200 }, { code: "no code" }],
  ])("of %j", (record, expected) => {
    expect(requestOutcome({ ...answered, ...record })).toMatchObject(expected);
  });

  it("names the fault, what it does, and whether the command was executed", () => {
    const fault = "drop-after@AddConfig";
    expect(requestOutcome({ ...answered, status: undefined, executed: true, fault })).toMatchObject({
      outcome: "fault",
      code: "no answer",
      why: "Fault drop-after@AddConfig: executed, then the connection is reset without an answer. The PBX executed the command.",
    });
    const kinds = Object.keys(faultKinds).map((kind) => kind.replace("NNN", kind.startsWith("code") ? "306" : "503"));
    for (const kind of kinds) {
      expect(requestOutcome({ ...answered, fault: kind }).why).toMatch(
        /^Fault [^:]+: .{10,}\. The PBX did not execute/,
      );
    }
  });
});

describe("the reason of a refused write", () => {
  it.each<[string, string | undefined, string]>([
    ["lacks elements", configXml({ Password: undefined, UserID: undefined }), "ConfigXML has no Password, UserID."],
    ["has an empty ID", configXml({ ID: "" }), "ConfigXML has no ID."],
    ["is not XML", "<Config", "ConfigXML is not well-formed XML."],
    ["has another root", "<Other />", "ConfigXML must be one element <Config> with child elements only."],
    ["has another knownType", configXml({}, "Other"), "ConfigXML must have the knownType SIPExtensionInfo."],
    ["has no boolean in Enabled", configXml({ Enabled: "yes" }), "Enabled must be true or false."],
    ["has a UserID that no user has", configXml({ UserID: "stranger" }), "No office user has this UserID."],
    ["has an ID that exists", configXml({ ID: "1000", UserID: "jane" }), "The PBX already has extension 1000."],
    [
      "has an AuthorizationName that exists",
      configXml({ AuthorizationName: "1000", UserID: "jane" }),
      "Another extension has this AuthorizationName.",
    ],
    ["is missing", undefined, "The parameter ConfigXML is missing."],
  ])("is in the log where the ConfigXML %s", async (_what, xml, why) => {
    const pbx = await startPbx({
      console: true,
      extensions: [{ ID: "1000" }],
      users: ["jane"],
      switches: { unknownUser: "702", authorizationNameTaken: "702" },
    });
    await (xml === undefined ? send(pbx, { command: "AddConfig", ExtensionType: "SIP" }) : addConfig(pbx, xml));
    expect((await readState(pbx)).log.at(-1)?.why).toBe(why);
  });

  it("is in the log for other refusals, too", async () => {
    const queue = `<Config knownType="MadeUpQueueInfo"><ID>1000</ID></Config>`;
    const pbx = await startPbx({
      console: true,
      extensions: [{ ID: "1000" }],
      switches: { configXmlEncoding: "escaped" },
    });
    await addConfig(pbx, configXml());
    pbx.switches.configXmlEncoding = "either";
    await modifyConfig(pbx, queue, "MadeUpQueue");
    await addConfig(pbx, configXml(), "Fax");
    await getConfig(pbx, "7");
    await send(pbx, { command: "GetConfig" });
    expect((await readState(pbx)).log.map(({ why }) => why)).toEqual([
      "ConfigXML is plain, and the switch configXmlEncoding is escaped.",
      "Extension 1000 is of type SIP.",
      "The PBX has no such ExtensionType. It has SIP, MadeUpMenu, MadeUpQueue.",
      "The PBX has no extension 7.",
      "The parameter ExtensionId is missing.",
    ]);
  });
});
