import { dynamicToken } from "../../provider/types/tokens";
import { Simulator } from "../../simulator";
import { stopAfterTest } from "../support/onTestFinished";
import { fakePulumi } from "./support/fakePulumi";
import { outcome } from "./support/office";
import { runCli } from "./support/runCli";

const PHONES = [
  { ID: "1000", UserID: "reception", Enabled: "true", LastIPAddress: "10.0.0.9:5060", UserAgentName: "Yealink T46" },
  { ID: "1001", UserID: "sales", Enabled: "true", Password: "Marked-1" },
  { ID: "1002", UserID: "leaver", Enabled: "false" },
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID></Config>',
];

const start = async (more: Parameters<typeof Simulator.start>[0] = {}) =>
  stopAfterTest(await Simulator.start({ extensions: PHONES, ...more }));

/** A stack whose state holds one of the phones. */
function stackWith(pbx: string) {
  const resource = {
    urn: `urn:pulumi:dev::office::${dynamicToken("SipExtension")}::front-desk`,
    type: dynamicToken("SipExtension"),
    id: "1000",
    outputs: { extensionId: "1000", pbx },
  };
  return fakePulumi({
    "config ": { stdout: JSON.stringify({ "office:x": { value: "1" }, "ozeki:url": { value: pbx } }) },
    "stack export": { stdout: JSON.stringify({ deployment: { resources: [resource] } }) },
  });
}

describe("status", () => {
  it("lists the phones, and names those that never registered", async () => {
    const pbx = await start();
    const { code, out, err } = await outcome(["status", "--url", pbx.origin]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      "ID    User       Enabled  Registered  Last address   Phone",
      "1000  reception  true     yes         10.0.0.9:5060  Yealink T46",
      "1001  sales      true     never",
      "1002  leaver     false    never",
      "",
      "3 phones: 1 registered, 1 enabled and never registered, 1 disabled. Enter the passwords of those that never registered in the phones.",
    ]);
    expect(pbx.writes).toEqual([]);
  });

  it("--never lists only enabled phones that someone has to set up", async () => {
    const pbx = await start();
    const { out } = await outcome(["status", "--never", "--url", pbx.origin]);
    expect(out).toMatch(/\n1001 /);
    expect(out).not.toMatch(/1000|1002/);
    const none = await outcome(["status", "--never", "--match", "1000", "--url", pbx.origin]);
    expect(none).toMatchObject({ code: 0, out: "No enabled phone is waiting to be set up." });
  });

  it("warns of a pattern that no phone has, and says that there are none", async () => {
    const pbx = await start();
    const { code, out, err } = await outcome(["status", "--match", "6*", "--url", pbx.origin]);
    expect({ code, out, err }).toEqual({ code: 0, out: "No phones.", err: "warning: no extension ID matches 6*" });
  });

  it("--json has null where the PBX has nothing, and no password", async () => {
    const pbx = await start();
    const { out } = await outcome(["status", "--json", "--url", pbx.origin]);
    expect(JSON.parse(out)).toEqual([
      {
        id: "1000",
        userId: "reception",
        enabled: true,
        registered: true,
        lastIpAddress: "10.0.0.9:5060",
        userAgent: "Yealink T46",
      },
      { id: "1001", userId: "sales", enabled: true, registered: false, lastIpAddress: null, userAgent: null },
      { id: "1002", userId: "leaver", enabled: false, registered: false, lastIpAddress: null, userAgent: null },
    ]);
    expect(out).not.toContain("Marked");
  });

  it("lists what cannot be read as such, with exit code 3", async () => {
    const pbx = await start({ faults: ["code-300@GetConfig#every%1001"] });
    const { code, out, err } = await outcome(["status", "--never", "--url", pbx.origin]);
    expect(code).toBe(3);
    expect(out).toMatch(/1001 +\(cannot be read\)/);
    expect(err).toMatch(
      /^warning: GetConfig of extension 1001 .*answered 300.*\n1 of 1 extensions could not be read\.$/,
    );
  });

  const onPosix = process.platform === "win32" ? it.skip : it;
  onPosix("--stack names the resource that manages each phone", async () => {
    const pbx = await start();
    const { path } = stackWith(pbx.origin);
    const environment = { PATH: path };
    const { code, out } = await outcome(["status", "--stack", "dev"], environment);
    expect(code).toBe(0);
    expect(out).toMatch(/Phone +Managed by\n/);
    expect(out).toMatch(/1000 .*Yealink T46 +front-desk\n1001 .* -\n/);
    const json = await outcome(["status", "--stack", "dev", "--json"], environment);
    expect(JSON.parse(json.out).map(({ resource }: { resource: unknown }) => resource)).toEqual([
      "front-desk",
      null,
      null,
    ]);
  });
});

describe("status --watch", () => {
  it("reads again until Ctrl-C, and ends with 0; a PBX that stops answering does not end it", async () => {
    const pbx = await start();
    const cli = runCli(["status", "--watch", "1", "--url", pbx.origin], { OZEKI_MAX_RETRIES: "0" }, []);
    await cli.line("1001  sales      true     never");
    pbx.extensions.set({ ID: "1001", UserID: "sales", LastIPAddress: "10.0.0.10:5060" });
    await cli.line("10.0.0.10:5060");
    pbx.fail("drop-before@ListExtensions#every");
    await cli.line("error: ListExtensions on ");
    cli.end();
    expect(await cli.exitCode).toBe(0);
    expect(cli.printed[0]).toBe("(the screen is cleared)");
    expect(cli.warned).toEqual([]);
  });

  it.each<[string, string[], string[] | undefined, RegExp]>([
    ["without a terminal", [], undefined, /--watch needs a terminal/],
    ["with --json", ["--json"], [], /use either --watch or --json/],
  ])("is refused %s", async (_what, args, answers, message) => {
    const { code, err } = await outcome(["status", "--watch", ...args, "--url", "http://pbx:7780"], {}, answers);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.each(["0", "-1", "1.5", "often", "3601"])("takes no interval like %s", async (interval) => {
    const { code, err } = await outcome(["status", `--watch=${interval}`, "--url", "http://pbx:7780"], {}, []);
    expect(code).toBe(2);
    expect(err).toContain("It must be a whole number from 1 to 3600");
  });
});
