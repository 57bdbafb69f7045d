import { wrapText } from "../../cli/shared/wrapText";
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

describe("a table in a window", () => {
  it.each([
    ["is cut off where the window is narrow, but for what a user copies", { columns: 80, rows: 24 }],
    ["is whole where the output goes elsewhere", undefined],
  ])("%s", async (_, window) => {
    const pbx = await start();
    const userAgent = "Grandstream GXP2170 1.0.11.48";
    pbx.extensions.set({
      ID: "1003",
      UserID: "anna.kovacs.sales",
      LastIPAddress: "192.168.115.20:5060 (Udp)",
      UserAgentName: userAgent,
    });
    const cli = runCli(["status", "--url", pbx.origin], {}, undefined, window);
    expect(await cli.exitCode).toBe(0);
    const lines = cli.printed.join("\n").split("\n");
    const row = lines.find((line) => line.startsWith("1003")) ?? "";
    expect(row).toContain("anna.kovacs.sales");
    expect(row.includes(userAgent)).toBe(window === undefined);
    expect(row.endsWith("…")).toBe(window !== undefined);
    expect(row.length > 80).toBe(window === undefined);
    expect(lines.find((line) => line.startsWith("1002")) ?? "").not.toContain("…");
  });
});

/** The lines that printed text takes in a window, with the one of the cursor. */
function linesOf(printed: readonly string[], { columns }: { columns: number }): string[] {
  const screen = printed.slice(printed.lastIndexOf("(the screen is cleared)"));
  const lines = screen.flatMap((text) => text.split("\n"));
  return lines.flatMap((line) => (line.length > columns ? wrapText(line, columns).split("\n") : [line]));
}

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

  it("shows as many phones as the window has room for, and the last table while the PBX does not answer", async () => {
    const pbx = stopAfterTest(await Simulator.start({ extensions: 40 }));
    const window = { columns: 80, rows: 16 };
    const cli = runCli(["status", "--watch", "1", "--url", pbx.origin], { OZEKI_MAX_RETRIES: "0" }, [], window);
    await cli.line("Last read: ");
    const first = linesOf(cli.printed, window);
    expect(first[1]).toMatch(/^ID +User +Enabled +Registered +Last address +Phone$/);
    expect(first).toHaveLength(window.rows);
    expect(first).toContain("… and 31 more: enlarge the window, or choose with --match or --never.");
    expect(first.filter((line) => line.length > window.columns)).toEqual([]);
    pbx.fail("drop-before@ListExtensions#every");
    cli.printed.splice(0);
    await cli.line("error: ListExtensions on ");
    await cli.line("Last read: ");
    expect(linesOf(cli.printed, window).length).toBeLessThanOrEqual(window.rows);
    expect(cli.printed.join("\n")).toContain("1000  user1000");
    // The errors that follow only point to the first.
    cli.printed.splice(0);
    await cli.line("error: ListExtensions on ");
    expect(cli.printed.join("\n")).not.toContain("See the error of");
    cli.end();
    expect(await cli.exitCode).toBe(0);
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
