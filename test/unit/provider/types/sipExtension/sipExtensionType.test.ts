import fc from "fast-check";
import { ConfigXml } from "../../../../../provider/api";
import { parseXml } from "../../../../../provider/api/xml/parse";
import { readBoolean } from "../../../../../provider/types/elementText";
import { UnreadableExtension } from "../../../../../provider/types/errors";
import { elementProperties } from "../../../../../provider/types/propertyTable";
import { inputsOf } from "../../../../../provider/types/resourceState";
import { sipExtension } from "../../../../../provider/types/sipExtension/sipExtensionType";
import type { Inputs } from "../../../../../provider/types/sipExtension/table";
import { runTimeElements, sipExtensionTable } from "../../../../../provider/types/sipExtension/table";
import { ownerOfElement } from "../../../../../provider/types/tableRules";
import { xmlText } from "../../../../support/arbitraryXml";
import { extensionInputs, extensionState } from "../../../../support/extensionInputs";
import { propertyRuns } from "../../../../support/propertyRuns";
import { errorThrownBy } from "../../../../support/thrownErrors";

const { assertWritable, configOf, flatten, isWriteNeeded, overlay } = sipExtension;
const ownerOf = (name: string) => ownerOfElement({ table: sipExtensionTable, runTimeElements }, name);
const pbx = "http://pbx:7780";
const holding = (inside: string) =>
  ConfigXml.of(
    parseXml(
      `<Config knownType="SIPExtensionInfo" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${inside}</Config>`,
    ),
  );

/** The configuration that the vendor documents for GetConfig, with more of the PBX's own. */
const held = holding(
  "<AuthorizationName>1000</AuthorizationName><Password>declared-password</Password>" +
    "<LastIPAddress>192.168.115.188:5060 (Udp)</LastIPAddress><UserAgentName>Grandstream GXP2000</UserAgentName>" +
    '<Codecs><Codec>PCMA</Codec></Codecs><Recording xsi:nil="true" /><Enabled>true</Enabled><ID>1000</ID>' +
    "<UserID>reception</UserID><Display>Desk</Display>",
);

const anyInputs: fc.Arbitrary<Inputs> = fc
  .record({
    extensionId: xmlText,
    userId: xmlText,
    password: xmlText,
    authorizationName: xmlText,
    username: xmlText,
    enabled: fc.boolean(),
    elements: fc.dictionary(
      fc.constantFrom("Codec", "Display", "constructor", "__proto__"),
      fc.oneof(fc.constant(""), xmlText),
    ),
  })
  .map(extensionInputs);

describe("inputs as elements", () => {
  it("are the documented ones in the documented order, then the program's own", () => {
    const inputs = extensionInputs({
      extensionId: "0100",
      enabled: false,
      elements: { Zeta: "z", Alpha: "", Codec: "PCMA" },
    });
    const config = configOf(inputs);
    expect(config.elementNames().map((name) => [name, config.text(name)])).toEqual([
      ["AuthorizationName", "0100"],
      ["Password", "declared-password"],
      ["Username", "0100"],
      ["Enabled", "false"],
      ["ID", "0100"],
      ["UserID", "reception"],
      ["Zeta", "z"],
      ["Alpha", ""],
      ["Codec", "PCMA"],
    ]);
  });

  it("come back from a PBX that holds them, whatever they are", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const written = ConfigXml.of(parseXml(configOf(inputs).toXml()));
        expect(flatten(written, inputs, pbx)).toEqual({ ...inputs, pbx });
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe("who owns an element", () => {
  it.each(elementProperties(sipExtensionTable))("is the property $name, for $element in any case", (holder) => {
    const { name: property, element } = holder;
    for (const name of [element, element.toLowerCase(), element.toUpperCase()]) {
      expect(ownerOf(name)).toEqual({ property, element });
    }
  });

  it("is the PBX for run-time values, and undefined for others", () => {
    expect(["LastIPAddress", "lastipaddress", "UserAgentName"].map(ownerOf)).toEqual([
      "run-time",
      "run-time",
      "run-time",
    ]);
    expect(["Codec", "PasswordHash", "UserIDs", "", "constructor"].map(ownerOf)).toEqual(Array(5).fill(undefined));
  });
});

describe("Enabled", () => {
  it.each(["true", "True", "TRUE", " true\r\n", "1"])("is true as %j", (text) => {
    expect(readBoolean(text)).toBe(true);
  });

  it.each(["false", "False", " 0 "])("is false as %j", (text) => {
    expect(readBoolean(text)).toBe(false);
  });

  it.each(["", "yes", "2", "truefalse", "t"])("is neither as %j", (text) => {
    expect(readBoolean(text)).toBeUndefined();
  });
});

describe("what the PBX holds, as a state", () => {
  it("is what the program manages, and nothing else", () => {
    const managed = extensionInputs({
      userId: "x",
      enabled: false,
      elements: { Display: "", Missing: "m" },
      passwordVersion: 7,
      adopt: true,
    });
    expect(flatten(held, managed, pbx)).toEqual({
      extensionId: "1000",
      userId: "reception",
      password: "declared-password",
      authorizationName: "1000",
      username: "1000",
      enabled: true,
      elements: { Display: "Desk", Missing: "" },
      passwordVersion: 7,
      adopt: true,
      pbx,
    });
  });

  it("takes a missing Username for no drift, and one that is there for what it is", () => {
    expect(flatten(held, extensionInputs({ username: "mine" }), pbx).username).toBe("mine");
    expect(flatten(held.with("Username", "theirs"), extensionInputs({ username: "mine" }), pbx).username).toBe(
      "theirs",
    );
    expect(flatten(held.with("Username", ""), extensionInputs({ username: "mine" }), pbx).username).toBe("");
  });

  it("is empty where an element is missing or nil", () => {
    expect(flatten(held.without(["UserID"]), extensionInputs(), pbx).userId).toBe("");
    const nil = holding('<Enabled>true</Enabled><Password xsi:nil="true"/>');
    expect(flatten(nil, extensionInputs(), pbx).password).toBe("");
  });

  it("is an error where Enabled is not a boolean", () => {
    const failure = errorThrownBy(() => flatten(held.with("Enabled", "maybe"), extensionInputs(), pbx));
    expect(failure).toBeInstanceOf(UnreadableExtension);
    expect(failure).toMatchObject({
      title: "Not understood",
      message: `Extension 1000 on ${pbx} cannot be managed as it is: its Enabled is neither true nor false. Nothing was changed. Correct it on the PBX.`,
    });
    expect(() => flatten(held.without(["Enabled"]), extensionInputs(), pbx)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("neither true nor false"),
      }),
    );
  });

  it("repeats the inputs without the PBX", () => {
    expect(inputsOf(extensionState(pbx))).toEqual(extensionInputs());
  });
});

describe("what is more than text", () => {
  it.each([
    ["Password", "<Password>a</Password><Password>b</Password>", "is there more than once"],
    ["UserID", "<UserID><a/></UserID>", "has elements inside"],
    ["ID", "<ID>1</ID><ID>2</ID>", "is there more than once"],
  ])("is refused in %s: it would be overwritten", (element, inside, problem) => {
    const failure = errorThrownBy(() => assertWritable(holding(inside), extensionInputs(), pbx));
    expect(failure).toBeInstanceOf(UnreadableExtension);
    expect((failure as Error).message).toBe(
      `Extension 1000 on ${pbx} cannot be managed as it is: its element ${element} ${problem}. Nothing was changed. Correct it on the PBX.`,
    );
  });

  it.each([
    ["<Codec>a</Codec><Codec>b</Codec>", "is there more than once"],
    ["<Codec><a/></Codec>", "has elements inside"],
    ['<Codec lang="en">a</Codec>', "has attributes"],
    ['<Codec xsi:nil="true"/>', "has attributes"],
  ])("is refused in an element that the program names: %s", (inside, problem) => {
    const managed = extensionInputs({ elements: { Codec: "a" } });
    const failure = errorThrownBy(() => assertWritable(holding(inside), managed, pbx));
    expect((failure as Error).message).toBe(
      `Extension 1000 on ${pbx} cannot be managed as it is: its element Codec, which \`elements\` names, ${problem}; ` +
        "remove it from `elements`, and it will be kept as it is. Nothing was changed. Correct it on the PBX.",
    );
    expect(() => flatten(holding(`${inside}<Enabled>true</Enabled>`), managed, pbx)).toThrow(UnreadableExtension);
  });

  it("is accepted in an element that is not managed, and an attribute in a documented one", () => {
    const inside = '<A><b/></A><B/><B/><C d="e"/><Password f="g">h</Password>';
    expect(() => assertWritable(holding(inside), extensionInputs({ elements: { D: "" } }), pbx)).not.toThrow();
  });
});

describe("inputs laid over what the PBX holds", () => {
  it("change what differs in its place, and leave the rest unchanged; run-time values are left out", () => {
    const written = overlay(held, extensionInputs({ userId: "sales", elements: { Display: "Sales", Ring: "long" } }));
    expect(written.toXml()).toBe(
      '<Config knownType="SIPExtensionInfo"><AuthorizationName>1000</AuthorizationName><Password>declared-password</Password>' +
        '<Codecs><Codec>PCMA</Codec></Codecs><Recording xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>' +
        "<Enabled>true</Enabled><ID>1000</ID><UserID>sales</UserID><Display>Sales</Display>" +
        "<Username>1000</Username><Ring>long</Ring></Config>",
    );
  });

  it("leave an Enabled that means the same as it is written", () => {
    const spelt = held.with("Enabled", "True");
    expect(overlay(spelt, extensionInputs()).text("Enabled")).toBe("True");
    expect(overlay(spelt, extensionInputs({ enabled: false })).text("Enabled")).toBe("false");
    expect(overlay(held.with("Enabled", "maybe"), extensionInputs()).text("Enabled")).toBe("true");
  });

  it("leave nothing to be written a second time, whatever they are", () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const written = overlay(held, inputs);
        expect(isWriteNeeded(written, inputs)).toBe(false);
        expect(overlay(written, inputs).toXml()).toBe(written.toXml());
        expect(written.elementNames()).not.toContain("LastIPAddress");
        expect(written.elementNames()).not.toContain("UserAgentName");
        expect([written.shape("Codecs"), written.shape("Recording")]).toEqual(["structured", "attributed"]);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe("whether a write is needed", () => {
  it("is false where everything equals the declared values, Username is not returned and Enabled is spelt differently", () => {
    expect(isWriteNeeded(held, extensionInputs())).toBe(false);
    expect(isWriteNeeded(held, extensionInputs({ username: "other" }))).toBe(false);
    expect(isWriteNeeded(held.with("Enabled", "1"), extensionInputs({ elements: { Display: "Desk" } }))).toBe(false);
  });

  it.each([
    ["a string differs", held, { userId: "sales" }],
    ["the password differs in a blank", held, { password: "declared-password " }],
    ["Enabled means the opposite", held, { enabled: false }],
    ["Enabled means nothing", held.with("Enabled", "maybe"), {}],
    ["Username is returned and differs", held.with("Username", "x"), {}],
    ["an element of the program's is missing", held, { elements: { Ring: "" } }],
    ["a documented element is missing", held.without(["AuthorizationName"]), {}],
  ])("is yes, where %s", (_, config, given) => {
    expect(isWriteNeeded(config, extensionInputs(given))).toBe(true);
  });
});
