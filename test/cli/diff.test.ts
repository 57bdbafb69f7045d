import fc from "fast-check";
import { secretEnvelope } from "../../provider/adapters/shared/secretEnvelopes";
import { Simulator } from "../../simulator";
import { hiddenIn, xmlString } from "../support/hiddenCharacters";
import { stopAfterTest } from "../support/onTestFinished";
import { propertyRuns } from "../support/propertyRuns";
import type { FakeCall } from "./support/fakePulumi";
import type { InState } from "./support/fakeStack";
import { fakeStack, sipOutputs } from "./support/fakeStack";
import { outcome } from "./support/office";

const MENU =
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu</Name><Codec>PCMA</Codec>' +
  "<Members><Member>1000</Member></Members></Config>";

const menuOutputs = (more: object = {}) => ({
  extensionId: "600",
  type: "MadeUpMenu",
  knownType: "MadeUpMenuInfo",
  elements: { Name: "Menu", Codec: "PCMA" },
  xml: "<Members><Member>1000</Member></Members>",
  adopt: false,
  ...more,
});

/** Runs the command with a state, as `pulumi stack export` prints it. */
async function diff(
  pbx: { origin: string },
  inState: readonly InState[],
  ...args: string[]
): Promise<{ code: number; out: string; err: string; calls: FakeCall[] }> {
  const fake = fakeStack(pbx, inState);
  const result = await outcome(["diff", "--stack", "dev", ...args], { PATH: fake.path });
  return { ...result, calls: fake.calls() };
}

const start = async (...extensions: ({ ID: string } & Record<string, string>)[]) =>
  stopAfterTest(await Simulator.start({ extensions: [...extensions, MENU] }));

(process.platform === "win32" ? describe.skip : describe)("diff", () => {
  it("prints an ID with a line break on one line, so that it forges no message", async () => {
    const pbx = await start({ ID: "bad\nerror: run this" });
    const { err } = await diff(pbx, []);
    expect(err).toContain("warning: no program can declare extension bad\\u000Aerror: run this as it is: ");
    expect(err).not.toMatch(/^error: run this/m);
  });

  it("shows nothing of a secret in the state that is not JSON", async () => {
    const pbx = await start({ ID: "1000" });
    const password = secretEnvelope("Marked{", "plaintext");
    const { code, out, err } = await diff(pbx, [{ id: "1000", outputs: { password } }], "--properties");
    expect(code).toBe(1);
    expect(err).toBe("error: pulumi stack export of stack dev gave no JSON: is the Pulumi CLI recent?");
    expect(out).toBe("");
  });

  it("prints for each stranger the row of a program and the command that imports it", async () => {
    const pbx = await start({ ID: "1000" }, { ID: "1001", UserID: "a'b", Enabled: "false" }, { ID: "-7 x" });
    const { code, out, err } = await diff(pbx, [{ id: "1000" }]);
    expect(code).toBe(3);
    expect(out.split("\n")).toEqual([
      "ID    Where     Type or resource",
      "1001  PBX only  SIP",
      "-7 x  PBX only  SIP",
      "600   PBX only  MadeUpMenu",
      "",
      "PBX only: not managed yet. To manage it, add this row to the program, then import it:",
      "",
      `  { extensionId: "1001", userId: "a'b", enabled: false },  // SipExtension`,
      "  npx pulumi-ozeki import --stack dev 1001",
      "",
      expect.stringMatching(
        /^ {2}\{ extensionId: "-7 x", userId: "user-7 x", name: "7-x-[0-9a-f]{12}" \}, {2}\/\/ Sip/,
      ),
      "  npx pulumi-ozeki import --stack dev -- '-7 x'",
      "",
      `  { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", elements: { Name: "Menu", Codec: "PCMA" }, xml: "<Members><Member>1000</Member></Members>" },  // Extension`,
      "  npx pulumi-ozeki import --stack dev 600",
      "",
    ]);
    expect(err).toBe("3 extensions differ. IDs were compared, not properties: use --properties.");
    expect(out + err).not.toContain("simulated-");
    expect(pbx.writes).toEqual([]);
  });

  it("prints Pulumi's own command where the stack's extensions belong to the native plugin", async () => {
    const pbx = await start({ ID: "1000" }, { ID: "1001" });
    const { out } = await diff(pbx, [{ id: "1000", isNative: true }]);
    expect(out).toContain("\n  pulumi import ozeki:index:SipExtension 1001 1001 --stack dev\n");
    expect(out).toContain("\n  pulumi import ozeki:index:Extension 600 600 --stack dev\n");
    expect(out).not.toContain("pulumi-ozeki import");
  });

  it("says what was compared, and reads no extension where only IDs are", async () => {
    const pbx = await start({ ID: "1000", UserID: "changed" });
    const inState: InState[] = [{ id: "1000" }, { id: "600", type: "Extension", outputs: menuOutputs() }];
    const byId = await diff(pbx, inState);
    expect(byId).toMatchObject({
      code: 0,
      out: "The PBX and the state have extensions with the same IDs. IDs were compared, not properties: use --properties.",
    });
    expect(pbx.commands()).toEqual(["ListExtensions 200"]);
    expect(byId.calls.map(({ args }) => args.includes("--show-secrets") && args[0])).toEqual(["config", false]);
  });

  it("with --properties finds no difference where there is none", async () => {
    const pbx = await start({ ID: "1000" }, { ID: "1001", Codec: "PCMA" });
    const inState: InState[] = [
      { id: "1000" },
      { id: "1001", isNative: true, outputs: sipOutputs("1001", { elements: { Codec: "PCMA" } }) },
      { id: "600", type: "Extension", outputs: menuOutputs() },
    ];
    expect(await diff(pbx, inState, "--properties")).toMatchObject({
      code: 0,
      out: "The PBX and the state have the same extensions, with the same properties.",
      err: "",
    });
  });

  it.each<[string, InState, string[]]>([
    ["a user", { id: "1000", outputs: sipOutputs("1000", { userId: "other" }) }, ["userId"]],
    ["whether it is enabled", { id: "1000", outputs: sipOutputs("1000", { enabled: false }) }, ["enabled"]],
    [
      "a password",
      { id: "1000", outputs: sipOutputs("1000", { password: secretEnvelope('"Marked-Other"', "plaintext") }) },
      ["password"],
    ],
    [
      "a secret element and another one",
      {
        id: "1000",
        outputs: sipOutputs("1000", { elements: { Pin: secretEnvelope('"Marked-1"', "plaintext"), Codec: "PCMU" } }),
      },
      ["elements.Codec", "elements.Pin"],
    ],
    [
      "elements of another type",
      { id: "600", type: "Extension", outputs: menuOutputs({ elements: { Name: "Menü" }, xml: "<Members/>" }) },
      ["elements.Name", "xml"],
    ],
    ["its type", { id: "600", outputs: sipOutputs("600") }, ["knownType"]],
  ])("with --properties names %s that differs, and prints no value", async (_, inState, properties) => {
    const pbx = await start({ ID: "1000", Pin: "Marked-2", Codec: "PCMA" });
    const others: InState[] = [{ id: "1000" }, { id: "600", type: "Extension", outputs: menuOutputs() }];
    const all = [inState, ...others.filter(({ id }) => id !== inState.id)];
    const json = await diff(pbx, all, "--properties", "--json");
    expect(json.code).toBe(3);
    const [difference, ...more] = JSON.parse(json.out);
    expect(more).toEqual([]);
    expect({ ...difference, properties: [...difference.properties].sort() }).toEqual({
      id: inState.id,
      where: "both",
      type: inState.id === "600" ? "MadeUpMenu" : "SIP",
      resource: `name-${inState.id}`,
      properties,
      unreadable: null,
    });
    const shown = await diff(pbx, all, "--properties");
    expect(shown.out).toMatch(new RegExp(`^${inState.id} +both +name-${inState.id} +\\S`, "m"));
    expect(json.out + json.err + shown.out + shown.err).not.toMatch(/Marked|simulated-|PCMU/);
  });

  it("with --properties names what cannot be compared, and ends with 3", async () => {
    const pbx = stopAfterTest(await Simulator.start({ extensions: 2, faults: ["code-300@GetConfig#every%1001"] }));
    const { code, out, err } = await diff(pbx, [{ id: "1000" }, { id: "1001" }], "--properties");
    expect(code).toBe(3);
    expect(out).toMatch(/^1001 +both +name-1001 +\(cannot be compared\)$/m);
    expect(err).toMatch(/^warning: the properties of extension 1001 cannot be compared: GetConfig .*answered 300/m);
  });

  it("prints values for scripts as JSON", async () => {
    const pbx = await start({ ID: "1001" });
    const { out } = await diff(
      pbx,
      [{ id: "1000" }, { id: "600", type: "Extension", outputs: menuOutputs() }],
      "--json",
    );
    expect(JSON.parse(out)).toEqual([
      { id: "1001", where: "pbx", type: "SIP", resource: null, properties: [], unreadable: null },
      { id: "1000", where: "state", type: null, resource: "name-1000", properties: [], unreadable: null },
    ]);
  });

  it("names the type that was meant", async () => {
    const pbx = await start({ ID: "1001" });
    expect(await diff(pbx, [], "--type", "sip")).toMatchObject({
      code: 2,
      err: "error: unknown type 'sip'. Did you mean SIP?",
    });
  });

  it("prints no hidden character of an ID or a user, in the table, the row, the command and JSON", async () => {
    await fc.assert(
      fc.asyncProperty(xmlString(), xmlString(), async (id, user) => {
        const ID = `1${id}1`;
        const pbx = await Simulator.start({ extensions: [{ ID, UserID: `u${user}` }] });
        try {
          const { out, err } = await diff(pbx, []);
          expect(hiddenIn(out + err)).toEqual([]);
          const json = await diff(pbx, [], "--json");
          expect(hiddenIn(json.out + json.err)).toEqual([]);
          expect(JSON.parse(json.out)).toMatchObject([{ id: ID }]);
        } finally {
          await pbx.stop();
        }
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});
