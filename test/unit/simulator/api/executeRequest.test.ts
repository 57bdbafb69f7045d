import type { Simulator } from "../../../../simulator";
import { statusMessages } from "../../../../simulator/api/answer";
import { addConfig, configXml, getConfig, modifyConfig, removeConfig, send, sendRaw } from "../support/send";
import { startPbx } from "../support/startPbx";

describe("every documented code, with its exact message", () => {
  const provoked: [number, string, (pbx: Simulator) => Promise<unknown>][] = [
    [200, "Command successfully executed", (pbx) => addConfig(pbx, configXml())],
    [300, "Error occured during parsing message: 'parameters'", (pbx) => sendRaw(pbx, { path: "/?command=%zz" })],
    [301, "Not implemented command: 'StartCall'", (pbx) => send(pbx, { command: "StartCall" })],
    [
      302,
      "Missing or invalid parameter 'ExtensionId' for command 'GetConfig'",
      (pbx) => send(pbx, { command: "GetConfig" }),
    ],
    [
      303,
      "Command 'SendSms' cannot be used here",
      (pbx) => {
        pbx.switches.unknownCommand = "303";
        return send(pbx, { command: "SendSms" });
      },
    ],
    [
      304,
      "Authentication required",
      (pbx) => {
        pbx.login = { username: "admin", password: "secret" };
        return send(pbx, { command: "ListExtensions" });
      },
    ],
    [
      305,
      "Authentication failed, bad username or password",
      (pbx) => {
        pbx.login = { username: "admin", password: "secret" };
        return send(pbx, { command: "ListExtensions", Username: "admin", Password: "Secret" });
      },
    ],
    [
      306,
      "User is not allowed to use API in ACL",
      (pbx) => {
        pbx.login = { username: "admin", password: "secret", isAllowed: false };
        return send(pbx, { command: "ListExtensions", Username: "admin", Password: "secret" });
      },
    ],
    [
      307,
      "Use API from this address is forbidden",
      (pbx) => {
        pbx.deny = ["127.0.0.1"];
        return send(pbx, { command: "ListExtensions" });
      },
    ],
    [
      401,
      "API extension '9986' unavailable, please check configuration or permissions",
      (pbx) => {
        pbx.fail("code-401");
        return getConfig(pbx, "9986");
      },
    ],
    [
      402,
      "Call connect to '1000' failed with result state 'NotFound'",
      (pbx) => {
        pbx.fail("code-402");
        return getConfig(pbx, "1000");
      },
    ],
    [
      501,
      "Destination of the SMS is not found",
      (pbx) => {
        pbx.fail("code-501");
        return getConfig(pbx, "1000");
      },
    ],
    [
      601,
      "Call not found with ID '1000'",
      (pbx) => {
        pbx.fail("code-601");
        return getConfig(pbx, "1000");
      },
    ],
    [701, "Configuration for type '100' not found", (pbx) => getConfig(pbx, "100")],
    [702, "Invalid configuration for type 'SIP'", (pbx) => addConfig(pbx, "<Config")],
    [
      703,
      "Extension configuration already exists",
      async (pbx) => {
        await addConfig(pbx, configXml());
        return addConfig(pbx, configXml());
      },
    ],
  ];

  it.each(provoked)("%i: %s", async (code, message, provoke) => {
    const pbx = await startPbx();
    expect(await provoke(pbx)).toMatchObject({ status: 200, code, message });
    expect(pbx.requests.at(-1)?.code).toBe(code);
  });

  it("leaves none out", () => {
    expect(provoked.map(([code]) => code)).toEqual(Object.keys(statusMessages).map(Number));
  });
});

describe("the commands' answers", () => {
  it.each([
    ["AddConfig", { ConfigXML: configXml() }, "ExtensionType"],
    ["AddConfig", { ExtensionType: "SIP" }, "ConfigXML"],
    ["AddConfig", { ExtensionType: "SIP", ConfigXML: "" }, "ConfigXML"],
    ["ModifyConfig", { ConfigXML: configXml() }, "ExtensionType"],
    ["ModifyConfig", { ExtensionType: "SIP" }, "ConfigXML"],
    ["GetConfig", {}, "ExtensionId"],
    ["GetConfig", { ExtensionId: "" }, "ExtensionId"],
    ["RemoveConfig", {}, "ExtensionId"],
  ])("302 of %s with %o names %s", async (command, parameters, missing) => {
    const pbx = await startPbx();
    expect(await send(pbx, { command, ...parameters } as Record<string, string>)).toMatchObject({
      code: 302,
      message: `Missing or invalid parameter '${missing}' for command '${command}'`,
    });
  });

  it("302 where a parameter is sent twice, for it says nothing for certain", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }] });
    const reply = await sendRaw(pbx, { path: "/?command=GetConfig&ExtensionId=1&extensionid=1" });
    expect(reply.message).toBe("Missing or invalid parameter 'ExtensionId' for command 'GetConfig'");
  });

  it.each(["", "?", "?command=", "?command"])("302 'command' of /%s", async (query) => {
    const pbx = await startPbx();
    expect(await sendRaw(pbx, { path: `/${query}` })).toMatchObject({
      code: 302,
      message: "Missing or invalid parameter 'command' for command ''",
    });
  });

  it.each([
    ["is not well-formed", "<Config"],
    ["is empty space", "  "],
    ["has a DOCTYPE", `<!DOCTYPE Config>${configXml()}`],
    ["has a bare &", configXml({ Password: "a & b" })],
    ["has ]]> in text", configXml({ Password: "]]>" })],
    ["has another root", configXml().replaceAll("Config", "Configuration")],
    ["is in a namespace", configXml().replace("<Config", `<Config xmlns="urn:x"`)],
    ["has text between its elements", configXml().replace("<Enabled>", "text<Enabled>")],
    ["has no knownType", "<Config><ID>100</ID></Config>"],
    ["has another knownType", configXml({}, "MadeUpMenuInfo")],
    ["has an unknown knownType", configXml({}, "NoSuchInfo")],
    ["lacks AuthorizationName", configXml({ AuthorizationName: undefined })],
    ["lacks Password", configXml({ Password: undefined })],
    ["lacks Username", configXml({ Username: undefined })],
    ["lacks Enabled", configXml({ Enabled: undefined })],
    ["lacks ID", configXml({ ID: undefined })],
    ["lacks UserID", configXml({ UserID: undefined })],
    ["has an empty ID", configXml({ ID: "" })],
    ["has two IDs", configXml().replace("</Config>", "<ID>100</ID></Config>")],
    ["has an ID with children", configXml({ ID: "<b>100</b>" })],
    ["has an Enabled that is not a boolean", configXml({ Enabled: "True" })],
    ["is nested too deep", configXml({ Note: "<a>".repeat(300) + "</a>".repeat(300) })],
  ])("702 of a ConfigXML that %s, and nothing is written", async (_, xml) => {
    const pbx = await startPbx();
    expect(await addConfig(pbx, xml)).toMatchObject({ code: 702, message: "Invalid configuration for type 'SIP'" });
    expect(pbx.extensions.size).toBe(0);
  });

  it("702 of an ExtensionType that there is not", async () => {
    const pbx = await startPbx();
    expect(await addConfig(pbx, configXml(), "Sip")).toMatchObject({
      code: 702,
      message: "Invalid configuration for type 'Sip'",
    });
  });

  it("702 of a ModifyConfig that would make another type of an extension", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "100", Password: "kept" }] });
    const menu = `<Config knownType="MadeUpMenuInfo"><ID>100</ID></Config>`;
    expect((await modifyConfig(pbx, menu, "MadeUpMenu")).code).toBe(702);
    expect(pbx.extensions.text("100", "Password")).toBe("kept");
  });

  it("703 whatever the type is: an ID is unique in the whole system", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "100" }] });
    const menu = `<Config knownType="MadeUpMenuInfo"><ID>100</ID></Config>`;
    expect((await addConfig(pbx, menu, "MadeUpMenu")).code).toBe(703);
    expect(pbx.extensions.get("100")?.type).toBe("SIP");
  });

  it("take IDs as strings: leading zeros and spaces count", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "007" }] });
    expect((await getConfig(pbx, "7")).code).toBe(701);
    expect((await getConfig(pbx, " 007")).code).toBe(701);
    expect((await getConfig(pbx, "007")).code).toBe(200);
    expect((await addConfig(pbx, configXml({ ID: "7" }))).code).toBe(200);
    expect(pbx.extensions.ids()).toEqual(["007", "7"]);
  });

  it("RemoveConfig removes once", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "1" }, { ID: "2" }] });
    expect((await removeConfig(pbx, "1")).code).toBe(200);
    expect((await removeConfig(pbx, "1")).code).toBe(701);
    expect(pbx.extensions.ids()).toEqual(["2"]);
  });

  it("ModifyConfig writes to the extension that the ID in the XML names, whatever ExtensionId says", async () => {
    const pbx = await startPbx({ extensions: [{ ID: "100" }, { ID: "200", Password: "kept" }] });
    await send(pbx, {
      command: "ModifyConfig",
      ExtensionType: "SIP",
      ExtensionId: "200",
      ConfigXML: configXml({ Password: "new" }),
    });
    expect(pbx.extensions.text("100", "Password")).toBe("new");
    expect(pbx.extensions.text("200", "Password")).toBe("kept");
  });
});
