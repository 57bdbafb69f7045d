import fc from "fast-check";
import { OzekiClient } from "../../../../provider/api";
import {
  FunctionError,
  FunctionFailed,
  InvalidArgument,
  MissingExtension,
  NotASipExtension,
} from "../../../../provider/functions/errors";
import { getExtensionDescriptor } from "../../../../provider/functions/getExtension";
import { getSipExtensionDescriptor } from "../../../../provider/functions/getSipExtension";
import { listActiveCallsDescriptor } from "../../../../provider/functions/listActiveCalls";
import type { ListExtensionsArgs } from "../../../../provider/functions/listExtensions";
import { listExtensionsDescriptor } from "../../../../provider/functions/listExtensions";
import { listExtensionTypesDescriptor } from "../../../../provider/functions/listExtensionTypes";
import { matchId } from "../../../../provider/functions/matchId";
import { checkArguments } from "../../../../provider/functions/reading";
import { elementProperties } from "../../../../provider/types/propertyTable";
import { sipExtensionTable } from "../../../../provider/types/sipExtension/table";
import type { SimulatorOptions } from "../../../../simulator";
import { Simulator } from "../../../../simulator";
import { clientSettings } from "../../../support/clientSettings";
import { elementTexts, everyProperty } from "../../../support/everyProperty";
import { frozenClock } from "../../../support/frozenClock";
import { stopAfterTest } from "../../../support/onTestFinished";
import { errorThrownBy, rejectionOf } from "../../../support/thrownErrors";

async function start(options: SimulatorOptions = {}): Promise<{ pbx: Simulator; client: OzekiClient }> {
  const pbx = stopAfterTest(await Simulator.start(options));
  const client = new OzekiClient(clientSettings(pbx.origin, { maxRetries: 2 }), undefined, frozenClock);
  stopAfterTest({ stop: () => client.close() });
  return { pbx, client };
}

const getSipExtension = (client: OzekiClient, extensionId: string) =>
  getSipExtensionDescriptor.run(client, { extensionId }, {});
const getExtension = (client: OzekiClient, extensionId: string) =>
  getExtensionDescriptor.run(client, { extensionId }, {});
const listExtensions = (client: OzekiClient, args: ListExtensionsArgs = {}) =>
  listExtensionsDescriptor.run(client, args, {});
const listExtensionTypes = (client: OzekiClient) => listExtensionTypesDescriptor.run(client, {}, {});
const listActiveCalls = (client: OzekiClient) => listActiveCallsDescriptor.run(client, {}, {});

const PHONE = {
  ID: "1000",
  UserID: "reception",
  Password: "s3cret",
  CallerName: "Desk",
  VoicemailPin: "4711",
  LastIPAddress: "192.168.115.188:5060 (Udp)",
  UserAgentName: "Grandstream GXP2000",
};
const TREE = '<Tree a="1"><Leaf/></Tree><Double>1</Double><Double>2</Double>';
const TRUNK = "<Trunk><ProxyPassword>x</ProxyPassword></Trunk>";
const MENU = `<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu</Name>${TREE}${TRUNK}<Pin>7</Pin></Config>`;

describe("getSipExtension", () => {
  it("tells all that the PBX knows, with secrets apart", async () => {
    const { pbx, client } = await start({ extensions: [PHONE], switches: { getConfigUsername: "returned" } });
    expect(await getSipExtension(client, "1000")).toEqual({
      extensionId: "1000",
      userId: "reception",
      password: "s3cret",
      authorizationName: "1000",
      username: "1000",
      enabled: true,
      elements: { CallerName: "Desk" },
      secretElements: { VoicemailPin: "4711" },
      hasRegistered: true,
      lastIpAddress: "192.168.115.188:5060 (Udp)",
      userAgentName: "Grandstream GXP2000",
      pbx: pbx.origin,
    });
    expect(pbx.commands()).toEqual(["GetConfig 1000 200"]);
  });

  it("has every property of its result in the descriptor: the Output variant takes them from there", async () => {
    const inputs = everyProperty();
    const phone = { ...PHONE, ...elementTexts(inputs) };
    const { client } = await start({ extensions: [phone], switches: { getConfigUsername: "returned" } });
    const found = await getSipExtension(client, "1000");
    const held = elementProperties(sipExtensionTable).map(({ name }) => [name, inputs[name as keyof typeof inputs]]);
    expect(found).toMatchObject(Object.fromEntries(held));
    expect(Object.keys(found).sort()).toEqual([...getSipExtensionDescriptor.result].sort());
  });

  it("leaves out what the PBX does not tell: a Username, a phone that never registered, an Enabled that is none", async () => {
    const { pbx, client } = await start({ extensions: [{ ID: "1000" }] });
    pbx.extensions.setElement("1000", "Enabled", "maybe");
    const found = await getSipExtension(client, "1000");
    expect(found).toMatchObject({ hasRegistered: false });
    for (const property of ["username", "enabled", "lastIpAddress", "userAgentName"]) {
      expect(found).not.toHaveProperty(property);
    }
  });

  it("refuses an extension of another type, naming what takes it", async () => {
    const { client } = await start({ extensions: [MENU] });
    const failure = await rejectionOf(getSipExtension(client, "600"));
    expect(failure).toBeInstanceOf(NotASipExtension);
    expect((failure as Error).message).toMatch(
      /^Extension 600 on \S+ is not a SIP extension: its knownType is "MadeUpMenuInfo"\. Read it with getExtension/,
    );
  });
});

describe("getExtension", () => {
  it("tells the content in the terms of a program, secrets apart, however deep they lie", async () => {
    const { pbx, client } = await start({ extensions: [MENU] });
    expect(await getExtension(client, "600")).toEqual({
      extensionId: "600",
      knownType: "MadeUpMenuInfo",
      elements: { Name: "Menu" },
      secretElements: { Pin: "7" },
      xml: TREE,
      secretXml: TRUNK,
      pbx: pbx.origin,
    });
  });

  it("takes a SIP extension as well", async () => {
    const { client } = await start({ extensions: [PHONE] });
    expect(await getExtension(client, "1000")).toMatchObject({
      knownType: "SIPExtensionInfo",
      elements: { UserID: "reception", Enabled: "true" },
      secretElements: { Password: "s3cret", VoicemailPin: "4711" },
    });
  });
});

describe("the lists", () => {
  it("are in the PBX's order, chosen by type and ID", async () => {
    const { client } = await start({ extensions: [{ ID: "1001" }, MENU, { ID: "1000" }] });
    expect((await listExtensions(client)).map(({ id }) => id)).toEqual(["1001", "600", "1000"]);
    expect(await listExtensions(client, { type: "SIP", match: "*0" })).toEqual([{ id: "1000", type: "SIP" }]);
    expect(await listExtensionTypes(client)).toEqual(["SIP", "MadeUpMenu", "MadeUpQueue"]);
  });

  it("tell the calls that are going on", async () => {
    const { client } = await start({ callsInProgress: [{ CallId: "7", Source: "1000", Destination: "1001" }] });
    expect(await listActiveCalls(client)).toEqual([
      expect.objectContaining({ callId: "7", source: "1000", destination: "1001" }),
    ]);
  });
});

describe("a function that fails", () => {
  it("says of an ID that there is not where to look", async () => {
    const { client } = await start();
    for (const run of [getExtension(client, "7"), getSipExtension(client, "7")]) {
      const failure = await rejectionOf(run);
      expect(failure).toBeInstanceOf(MissingExtension);
      expect((failure as Error).message).toMatch(
        /^There is no extension 7 on \S+ \(code 701\)\. See what there is with/,
      );
    }
  });

  it.each([
    ["a login", "code-305", /code 305\b.* Check ozeki:username and ozeki:password\. Then run the command again\.$/],
    ["an address", "code-307", /code 307\b.* Allow this machine's address/],
    ["a web page", "html", /it is an HTML page/],
    ["a PBX that is silent", "drop-before", /failed after 3 attempts: .* Check that the PBX is running/],
  ])("says what to do about %s, in one line without a secret", async (_, fault, message) => {
    const { pbx, client } = await start({ extensions: [PHONE] });
    for (const run of [
      () => getSipExtension(client, "1000"),
      () => getExtension(client, "1000"),
      () => listExtensions(client),
      () => listExtensionTypes(client),
      () => listActiveCalls(client),
    ]) {
      pbx.clearFaults();
      pbx.fail(`${fault}#every`);
      const failure = await rejectionOf(run());
      expect(failure).toBeInstanceOf(FunctionFailed);
      expect(failure).toBeInstanceOf(FunctionError);
      expect((failure as Error).message).toMatch(message);
      // A program runs with the configuration of today.
      expect((failure as Error).message).not.toContain("refresh");
    }
  });

  it("is repeated first, where the network failed", async () => {
    const { client } = await start({ extensions: [PHONE], faults: ["drop-before@GetConfig", "status-503@GetConfig"] });
    expect(await getSipExtension(client, "1000")).toMatchObject({ userId: "reception" });
  });
});

const OF_ONE = { args: ["extensionId"] };
const OF_MANY = { args: ["type"] };

describe("arguments that are not valid", () => {
  it.each<[string, () => void, RegExp]>([
    [
      "a number for an ID",
      () => checkArguments(OF_ONE, {}, 1000),
      /^extensionId: must be a string, got a number: put it in quotes/,
    ],
    ["an empty ID", () => checkArguments(OF_ONE, {}, ""), /^extensionId: must not be empty$/],
    ["no ID", () => checkArguments(OF_ONE, {}), /^extensionId: is missing$/],
    [
      "a misspelt option",
      () => checkArguments(OF_MANY, { Type: "SIP" }),
      /^Type: no such option; there are type, connection$/,
    ],
    [
      "an ID where there is none",
      () => checkArguments(OF_MANY, { extensionId: "1" }),
      /^extensionId: no such option; there/,
    ],
    [
      "a number for an option",
      () => checkArguments(OF_MANY, { type: 1 }),
      /^type: must be a string, got a number: put it in quotes$/,
    ],
  ])("are refused, naming the argument: %s", (_, run, message) => {
    const failure = errorThrownBy(run);
    expect(failure).toBeInstanceOf(InvalidArgument);
    expect((failure as Error).message).toMatch(message);
  });

  it("are refused before anything is sent, where it is the pattern", async () => {
    const { pbx, client } = await start();
    for (const match of ["", "[1", "{1,2", "1}", "1]"]) {
      const failure = await rejectionOf(listExtensions(client, { match }));
      expect(failure).toBeInstanceOf(InvalidArgument);
      expect((failure as Error).message).toMatch(/^match: is not a pattern: it /);
    }
    expect(pbx.requests).toEqual([]);
  });

  it("are none where an option is left out", () => {
    expect(() => checkArguments(OF_MANY, { type: undefined, connection: null })).not.toThrow();
  });
});

describe("a pattern for IDs", () => {
  it.each([
    ["1*", ["1", "10", "1/0", "1.0", "1\n2"], ["2", "01"]],
    ["*", ["", "./1", "..", "\u{1F600}"], []],
    ["1?", ["10", "1x", "1/", "1\u{1F600}"], ["1", "100"]],
    ["{10,20}?", ["100", "205"], ["300", "10"]],
    ["{1,2{3,4}}0", ["10", "230", "240"], ["20", "30"]],
    ["[0-4]0", ["00", "40"], ["50"]],
    ["[!0-4]0", ["50", "x0"], ["40", "0"]],
    ["[\\]^-]", ["]", "^", "-"], ["x"]],
    ["\\*97", ["*97"], ["197"]],
    ["!1,2", ["!1,2"], ["2"]],
    ["./1", ["./1"], ["1"]],
    ["+(1)", ["+(1)"], ["11"]],
    ["*@localhost", ["101@localhost"], ["101"]],
  ])("%s", (pattern, those, others) => {
    expect(those.filter(matchId([pattern]))).toEqual(those);
    expect(others.filter(matchId([pattern]))).toEqual([]);
  });

  it("matches what the same regular expression matches", () => {
    const signs = fc.array(fc.constantFrom("a", "b", "*", "?", "{a,b*}", "[!a]", "[ab]"), { maxLength: 8 });
    const forRegExp = (sign: string) => ({ "*": ".*", "?": ".", "{a,b*}": "(?:a|b.*)", "[!a]": "[^a]" })[sign] ?? sign;
    fc.assert(
      fc.property(signs, fc.stringMatching(/^[ab]{0,8}$/), (pattern, id) => {
        fc.pre(pattern.length > 0);
        const expected = new RegExp(`^${pattern.map(forRegExp).join("")}$`, "s").test(id);
        expect(matchId([pattern.join("")])(id)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("is tried on a long ID in a time that does not grow with the stars in it", () => {
    expect(matchId([`${"*1".repeat(40)}*0`])("1".repeat(100_000))).toBe(false);
  });

  it("may not expand to too many", () => {
    expect(() => matchId(["{1,2}".repeat(10)])).toThrow("it expands to more than 1000 patterns without braces");
    expect(matchId(["1".repeat(10_000)])("1".repeat(10_000))).toBe(true);
    expect(() => matchId(["1".repeat(10_001)])).toThrow("it is longer than 10000 characters");
  });

  it("that is an ID with every character's meaning taken away matches that ID alone", () => {
    const id = fc
      .oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[*?{},[\]\\!^-]{1,6}$/))
      .filter((one) => one !== "");
    fc.assert(
      fc.property(id, id, (one, other) => {
        const pattern = [...one].map((character) => `\\${character}`).join("");
        expect(matchId([pattern])(one)).toBe(true);
        expect(matchId([pattern])(other)).toBe(one === other);
        expect(matchId([`*${pattern}*`])(`${other}${one}${other}`)).toBe(true);
      }),
    );
  });
});
