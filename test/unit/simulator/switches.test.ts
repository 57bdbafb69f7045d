import type { Switches, SwitchName } from "../../../simulator";
import { parseSwitch, Simulator, SwitchError, switchNames, switchTable } from "../../../simulator";
import {
  addConfig,
  configXml,
  getConfig,
  listExtensions,
  modifyConfig,
  removeConfig,
  send,
  sendRaw,
} from "./support/send";
import { startPbx } from "./support/startPbx";

const escaped = (xml: string) => xml.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const withId = (id: string) => configXml({ ID: id, AuthorizationName: `name${id}` });
const codes = async (...replies: Promise<{ code: number | undefined }>[]) =>
  (await Promise.all(replies)).map(({ code }) => code);

/** For every switch what is looked at, and what is seen under each of its values. */
const seen: {
  [Name in SwitchName]: { observe: (pbx: Simulator) => Promise<unknown>; under: Record<Switches[Name], unknown> };
} = {
  configXmlEncoding: {
    observe: (pbx) => codes(addConfig(pbx, withId("1")), addConfig(pbx, escaped(withId("2")))),
    under: { either: [200, 200], plain: [200, 702], escaped: [702, 200] },
  },
  modifyUnknownId: {
    observe: (pbx) => codes(modifyConfig(pbx, withId("1"))),
    under: { "701": [701], "702": [702] },
  },
  malformedConfigXml: {
    observe: async (pbx) => (await addConfig(pbx, "<Config>")).message,
    under: {
      "702": "Invalid configuration for type 'SIP'",
      "300": "Error occured during parsing message: 'ConfigXML'",
    },
  },
  missingElement: {
    observe: async (pbx) => (await addConfig(pbx, configXml({ UserID: undefined }))).message,
    under: {
      "702": "Invalid configuration for type 'SIP'",
      "302": "Missing or invalid parameter 'ConfigXML' for command 'AddConfig'",
    },
  },
  missingParameter: {
    observe: async (pbx) => (await send(pbx, { command: "RemoveConfig" })).message,
    under: {
      "302": "Missing or invalid parameter 'ExtensionId' for command 'RemoveConfig'",
      "300": "Error occured during parsing message: 'ExtensionId'",
    },
  },
  missingCommand: {
    observe: async (pbx) => (await send(pbx, { ExtensionId: "1" })).message,
    under: {
      "302": "Missing or invalid parameter 'command' for command ''",
      "300": "Error occured during parsing message: 'command'",
      "301": "Not implemented command: ''",
    },
  },
  unknownCommand: {
    observe: async (pbx) => (await send(pbx, { command: "Dial" })).message,
    under: { "301": "Not implemented command: 'Dial'", "303": "Command 'Dial' cannot be used here" },
  },
  unknownType: {
    observe: (pbx) => codes(addConfig(pbx, withId("1"), "Nothing"), addConfig(pbx, withId("1"), "MadeUpMenu")),
    under: { "702": [702, 702], "302": [302, 302] },
  },
  unknownUser: {
    observe: (pbx) => {
      pbx.users.add("known");
      return codes(
        addConfig(pbx, configXml({ ID: "1", UserID: "known" })),
        addConfig(pbx, configXml({ ID: "2", UserID: "stranger" })),
      );
    },
    under: { accepted: [200, 200], "702": [200, 702] },
  },
  getConfigUsername: {
    observe: async (pbx) => {
      await addConfig(pbx, configXml());
      return /<Username>.*<\/Username>/.exec((await getConfig(pbx, "100")).text)?.[0];
    },
    under: { omitted: undefined, returned: "<Username>100</Username>" },
  },
  unknownElements: {
    observe: async (pbx) => {
      await addConfig(pbx, configXml({ Note: "x" }));
      return [pbx.extensions.text("100", "Note"), pbx.extensions.text("100", "UserID")];
    },
    under: { kept: ["x", "user100"], dropped: [undefined, "user100"] },
  },
  unwrittenElements: {
    observe: async (pbx) => {
      pbx.extensions.set({ ID: "100", Note: "old", Color: "red" });
      await modifyConfig(pbx, configXml({ Color: "blue" }));
      return [pbx.extensions.text("100", "Note"), pbx.extensions.text("100", "Color")];
    },
    under: { lost: [undefined, "blue"], kept: ["old", "blue"] },
  },
  extensionTypesShape: {
    observe: async (pbx) => (await send(pbx, { command: "ListExtensionTypes" })).text.match(/<\w+>SIP<\/\w+>/)?.[0],
    under: { string: "<string>SIP</string>", ExtensionType: "<ExtensionType>SIP</ExtensionType>" },
  },
  listOrder: {
    observe: async (pbx) => {
      for (const ID of ["20", "3", "100"]) {
        pbx.extensions.set({ ID });
      }
      return [...(await listExtensions(pbx)).text.matchAll(/<Id>(\d+)</g)].map(([, id]) => id);
    },
    under: { insertion: ["20", "3", "100"], id: ["100", "20", "3"] },
  },
  emptyList: {
    observe: async (pbx) => (await listExtensions(pbx)).text.split("\r\n").slice(4),
    under: { element: ["  <Extensions />", "</Response>"], absent: ["</Response>"] },
  },
  messageSubject: {
    observe: async (pbx) => {
      const subject = async (reply: Promise<{ message: string | undefined }>) => (await reply).message?.split("'")[1];
      return [
        await subject(getConfig(pbx, "9")),
        await subject(removeConfig(pbx, "9")),
        await subject(modifyConfig(pbx, withId("9"))),
        await subject(addConfig(pbx, configXml({ ID: "9", Enabled: "maybe" }))),
      ];
    },
    under: { parameter: ["9", "9", "SIP", "SIP"], extensionId: ["9", "9", "9", "9"], nothing: ["", "", "", ""] },
  },
  authorizationNameTaken: {
    observe: async (pbx) => {
      pbx.extensions.set({ ID: "1", AuthorizationName: "same" });
      pbx.extensions.set({ ID: "2", AuthorizationName: "other" });
      return [
        (await addConfig(pbx, configXml({ ID: "3", AuthorizationName: "same" }))).code,
        (await modifyConfig(pbx, configXml({ ID: "2", AuthorizationName: "same" }))).code,
        // Its own name is not taken.
        (await modifyConfig(pbx, configXml({ ID: "1", AuthorizationName: "same", Password: "new" }))).code,
      ];
    },
    under: { accepted: [200, 200, 200], "702": [702, 702, 200] },
  },
  postBody: {
    observe: async (pbx) => {
      const { code } = await addConfig(pbx, configXml({ UserID: "Zoë" }));
      return [code, pbx.extensions.text("100", "UserID")];
    },
    under: { "utf-8": [200, "Zoë"], latin1: [200, "ZoÃ«"], ignored: [302, undefined] },
  },
  refusedAddress: {
    observe: async (pbx) => {
      pbx.deny = ["127.0.0.0/8"];
      return listExtensions(pbx).then(
        ({ code }) => code,
        (error: NodeJS.ErrnoException) => error.code,
      );
    },
    under: { "307": 307, dropped: "ECONNRESET" },
  },
  otherPathOrMethod: {
    observe: async (pbx) => {
      const replies = [
        await sendRaw(pbx, { path: "/api?command=ListExtensions" }),
        await sendRaw(pbx, { method: "DELETE", path: "/?command=ListExtensions" }),
      ];
      return replies.map(({ status, code, headers }) => [status, code, headers["content-type"]]);
    },
    under: {
      "404": [
        [404, undefined, "text/html; charset=us-ascii"],
        [404, undefined, "text/html; charset=us-ascii"],
      ],
      "300": [
        [200, 300, "application/xml"],
        [200, 300, "application/xml"],
      ],
    },
  },
  valueCase: {
    observe: async (pbx) => [
      (await send(pbx, { command: "listextensions" })).code,
      (await addConfig(pbx, configXml(), "sip")).code,
    ],
    under: { exact: [301, 702], any: [200, 200] },
  },
  elementOrder: {
    observe: async (pbx) => {
      const elements =
        "<Note>n</Note><UserID>u</UserID><ID>1</ID><Password>p</Password><Color>c</Color><LastIPAddress>a</LastIPAddress>";
      pbx.extensions.set(`<Config knownType="SIPExtensionInfo">${elements}</Config>`);
      return [...(await getConfig(pbx, "1")).text.matchAll(/^ {4}<(\w+)>/gm)].map(([, name]) => name);
    },
    under: {
      written: ["Note", "UserID", "ID", "Password", "Color", "LastIPAddress"],
      documented: ["Password", "LastIPAddress", "ID", "UserID", "Note", "Color"],
    },
  },
};

describe.each(switchNames)("the switch %s", (name) => {
  const { observe, under } = seen[name];
  const values: readonly string[] = switchTable[name].values;

  it("is looked at under all of its values", () => {
    expect(Object.keys(under).sort()).toEqual([...values].sort());
  });

  it.each(values)("set to %s at the start", async (value) => {
    const pbx = await startPbx({ switches: parseSwitch(`${name}=${value}`) });
    expect(await observe(pbx)).toEqual((under as Record<string, unknown>)[value]);
  });

  it.each(values)("set to %s while it runs", async (value) => {
    const pbx = await startPbx();
    Object.assign(pbx.switches, { [name]: value });
    expect(await observe(pbx)).toEqual((under as Record<string, unknown>)[value]);
  });

  it("has its first value where it is left out", async () => {
    const pbx = await startPbx();
    expect(pbx.switches[name]).toBe(values[0]);
  });
});

describe("a switch as a string", () => {
  it("is refused where there is none of the name, naming all", () => {
    expect(() => parseSwitch("colour=red")).toThrow(SwitchError);
    expect(() => parseSwitch("colour=red")).toThrow(/"colour"; there are configXmlEncoding, modifyUnknownId/);
    expect(() => parseSwitch("toString=x")).toThrow(SwitchError);
  });

  it("is refused with a value that it does not take, naming those that it does", () => {
    expect(() => parseSwitch("modifyUnknownId=703")).toThrow("write modifyUnknownId=701 or modifyUnknownId=702");
    expect(() => parseSwitch("modifyUnknownId")).toThrow(SwitchError);
  });

  it("is checked also where a program without types sets it", async () => {
    const switches = { modifyUnknownId: "999" } as unknown as Partial<Switches>;
    await expect(Simulator.start({ switches })).rejects.toThrow(SwitchError);
  });
});
