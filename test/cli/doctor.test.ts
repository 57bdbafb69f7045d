import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SimulatorOptions, Switches } from "../../simulator";
import { Simulator } from "../../simulator";
import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import { until } from "../support/until";
import { unusedOrigin } from "../support/unusedOrigin";
import { runCli } from "./support/runCli";

const PHONE = { ID: "1000", UserID: "reception", Password: "Marked-Phone" };
const MENU = '<Config knownType="MadeUpMenuInfo"><ID>600</ID></Config>';

const start = async (more: SimulatorOptions = {}) =>
  stopAfterTest(await Simulator.start({ extensions: [PHONE, MENU, { ID: "1001", UserID: "sales" }], ...more }));

async function doctor(pbx: { origin: string }, args: readonly string[] = [], environment: Record<string, string> = {}) {
  const cli = runCli(["doctor", "--url", pbx.origin, "--json", ...args], { OZEKI_MAX_RETRIES: "1", ...environment });
  const code = await cli.exitCode;
  const report = cli.printed.join("\n");
  const findings: JsonFinding[] = report === "" ? [] : JSON.parse(report).findings;
  const found = Object.fromEntries(findings.map(({ title, text }) => [title, text]));
  const values = Object.fromEntries(findings.map((finding) => [finding.check, finding.values]));
  const advice = findings.map(({ nextStep }) => nextStep ?? "").join("\n");
  const all = `${report}\n${cli.warned.join("\n")}`;
  expect(all).not.toContain("Marked");
  return { code, found, values, advice, warned: cli.warned.join("\n") };
}

interface JsonFinding {
  check: string;
  title: string;
  level: string;
  values: Record<string, unknown>;
  text: string;
  nextStep: string | null;
}

const ids = (pbx: Simulator) => pbx.extensions.ids();

describe("doctor", () => {
  it("says what a PBX is like, and changes nothing", async () => {
    const pbx = await start();
    const { code, found, warned } = await doctor(pbx);
    expect({ code, warned }).toEqual({ code: 0, warned: "" });
    expect(found).toMatchObject({
      Reachable: "yes",
      "Round trip": expect.stringMatching(/^\d+ ms, \d+ ms, \d+ ms for a list of all extensions$/),
      Server: "Microsoft-HTTPAPI/2.0",
      Product: "answers like the HTTP API of Ozeki Phone System",
      "This address": "is allowed",
      Login: "not required",
      Extensions: "3: 2 SIP, 1 MadeUpMenu; listed not in the order of their IDs",
      Types: "SIP, MadeUpMenu, MadeUpQueue",
      "Active calls": "0",
      Username: "not returned by this PBX: changes cannot be detected",
      "Unknown ID": "code 701, as documented",
      POST: "is read: code 200",
      GET: "is read, too (this package sends POST only)",
      Charset: "UTF-8, as sent",
      "Unknown command": "code 301",
      "Missing parameter": "code 302",
    });
    expect(pbx.writes).toEqual([]);
  });

  it.each<[Partial<Switches>, string, string]>([
    [{ getConfigUsername: "returned" }, "Username", "returned by GetConfig"],
    [{ unknownCommand: "303" }, "Unknown command", "code 303"],
    [{ missingParameter: "300" }, "Missing parameter", "code 300"],
    [{ listOrder: "id" }, "Extensions", "3: 2 SIP, 1 MadeUpMenu; listed in the order of their IDs"],
    [{ extensionTypesShape: "ExtensionType" }, "Types", "SIP, MadeUpMenu, MadeUpQueue"],
    [{ postBody: "latin1" }, "Charset", "UTF-8 is read as Latin-1"],
    [{ messageSubject: "nothing" }, "Charset", "not known: its messages do not repeat what they were sent"],
    [{ postBody: "ignored" }, "POST", "is not read (code 302), while GET is (code 200)"],
    [{ refusedAddress: "dropped" }, "This address", "is allowed"],
  ])("tells how this PBX reads what the documentation leaves open: %j", async (switches, about, what) => {
    const pbx = await start({ switches });
    const { found } = await doctor(pbx);
    expect(found[about]).toBe(what);
    expect(pbx.writes).toEqual([]);
  });

  it("tells who is let in: a login that is needed, given, wrong, given for nothing", async () => {
    const pbx = await start({ login: { username: "api", password: "Marked-Login" } });
    const login = { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" };
    expect(await doctor(pbx)).toMatchObject({
      code: 3,
      found: { Login: "required, but none is configured (code 304)" },
    });
    const accepted = await doctor(pbx, [], login);
    expect(accepted).toMatchObject({ code: 0, found: { Login: "required, and accepted" } });
    expect(accepted.found.GET).toBe("was not tried: the login would be in the address");
    expect(await doctor(pbx, [], { ...login, OZEKI_PASSWORD: "Marked-Wrong" })).toMatchObject({
      code: 3,
      found: { Login: "rejected (code 305)" },
    });
    expect(pbx.requests.filter(({ url }) => url.includes("Marked"))).toEqual([]);
    expect((await doctor(await start(), [], login)).found.Login).toBe(
      "not required; the PBX ignores the configured one",
    );
  });

  it.each<[string, SimulatorOptions, string, RegExp]>([
    ["an address that is not allowed", { allow: ["10.0.0.1"] }, "This address", /^is not allowed \(code 307\)$/],
    [
      "a connection that is dropped",
      { allow: ["10.0.0.1"], switches: { refusedAddress: "dropped" } },
      "Reachable",
      /^no: /,
    ],
    ["a web page", { faults: ["html#every"] }, "Product", /^not the HTTP API of Ozeki Phone System: .*HTML page/],
    [
      "the newer product",
      { faults: ["newer-api#every"] },
      "Product",
      /^a newer product of the vendor, with another API/,
    ],
    [
      "a PBX that is silent",
      { faults: ["hang#every"] },
      "Reachable",
      /^no: ListExtensions .*no complete answer within 0\.3 s/,
    ],
  ])("names %s as what is in the way", async (_, options, about, what) => {
    const pbx = await start(options);
    const { code, found, advice } = await doctor(pbx, [], { OZEKI_REQUEST_TIMEOUT: "0.3" });
    expect(code).toBe(3);
    expect(found[about]).toMatch(what);
    expect(advice).not.toBe("");
  });

  it("reports a request of its own that is dropped as a problem, and goes on", async () => {
    const pbx = await start();
    const proxy = await HttpServer.start(async (request, response) => {
      if (request.method === "GET") {
        response.socket?.destroy();
        return;
      }
      const answer = await fetch(pbx.origin, {
        method: "POST",
        body: request.body,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    const { code, found, warned } = await doctor(stopAfterTest(proxy));
    expect(code).toBe(3);
    expect(found.GET).toMatch(/^not known: ListExtensions on \S+ failed: the connection ended before/);
    expect(found.Charset).toBe("UTF-8, as sent");
    expect(warned).not.toContain("SocketError");
  });

  it("names a PBX that is down", async () => {
    const { code, found } = await doctor({ origin: await unusedOrigin() });
    expect(code).toBe(3);
    expect(found).toEqual({ Reachable: expect.stringMatching(/^no: ListExtensions .* failed: .*ECONNREFUSED/) });
  });

  it("tells a login that is needed from one that is refused in another way when it is left out", async () => {
    const login = { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" };
    const pbx = await start({
      login: { username: "api", password: "Marked-Login" },
      faults: ["code-305@ListExtensions#4"],
    });
    const { code, found } = await doctor(pbx, [], login);
    expect({ code, login: found.Login }).toEqual({ code: 0, login: "required, and accepted (without it: code 305)" });
  });

  it("prints a report for a person, with a mark on each line, and what to fix first", async () => {
    const pbx = await start({ allow: ["10.0.0.1"] });
    const cli = runCli(["doctor", "--url", pbx.origin]);
    expect(await cli.exitCode).toBe(3);
    expect(cli.printed.join("\n")).toMatch(
      /^pulumi-ozeki [\d.]+ on http.*\n✓ Reachable .*yes\n[\s\S]*\n✗ This address +is not allowed/,
    );
    expect(cli.warned).toEqual(["Problems were found: see the lines with ✗."]);
  });

  it("ends with the next step where there is no problem", async () => {
    const pbx = await start({ login: { username: "api", password: "Marked-Login" } });
    const environment = { OZEKI_PASSWORD: "Marked-Login" };
    const cli = runCli(["doctor", "--url", pbx.origin, "--username", "api"], environment);
    expect(await cli.exitCode).toBe(0);
    const printed = cli.printed.join("\n");
    expect(printed).toMatch(/\n✓ Login +required, and accepted\n/);
    expect(printed).not.toContain("✗");
    expect(printed).toMatch(
      /\nNo problems were found\. Next, write a program that declares these extensions:\n\n {2}pulumi-ozeki export --url http:\S+ --username api --dir office$/,
    );
    const empty = runCli(["doctor", "--url", (await start({ extensions: [] })).origin]);
    expect(await empty.exitCode).toBe(0);
    expect(empty.printed.join("\n")).toMatch(/\nNo problems were found\. Next, declare extensions in a program, /);
  });
});

describe("doctor --json", () => {
  it("has a value for everything that the text says, and lists each check and each value in the documentation", async () => {
    const pbx = await start();
    const { values } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    const ms = expect.any(Number);
    expect(values).toEqual({
      reachable: { isReachable: true },
      roundTrip: { roundTripMs: [ms, ms, ms] },
      server: { server: "Microsoft-HTTPAPI/2.0" },
      clock: { time: expect.stringMatching(/^\d{4}-.*Z$/), offsetSeconds: expect.any(Number) },
      product: { isOzekiPhoneSystem: true },
      thisAddress: { isAllowed: true },
      login: { isNeeded: false, isAccepted: null, code: 200 },
      extensions: { count: 3, countByType: { SIP: 2, MadeUpMenu: 1 }, isSorted: false, repeatedCount: 0 },
      types: { types: ["SIP", "MadeUpMenu", "MadeUpQueue"] },
      activeCalls: { count: 0 },
      username: { isReturned: false },
      unknownId: { code: 701 },
      post: { isRead: true, code: 200 },
      get: { isRead: true, code: 200 },
      charset: { charset: "utf-8" },
      unknownCommand: { code: 301 },
      missingParameter: { code: 302 },
      configXML: { encoding: "plain" },
      usernameWritten: { isReturned: false },
      furtherElements: { areKept: true, code: 200 },
      elementsLeftOut: { areKept: false },
      unknownUser: { isAccepted: true, code: 200 },
      modifyConfigOfAnUnknownId: { isAccepted: false, code: 701 },
      removeConfigOfWhatIsGone: { isAccepted: false, code: 701 },
      cleanUp: { isRemoved: true },
    });
    const page = readFileSync(join(__dirname, "..", "..", "docs", "reference", "json-output.md"), "utf8");
    for (const [check, names] of Object.entries(values)) {
      for (const name of Object.keys(names)) {
        expect(page).toMatch(new RegExp(`^\\| \`${check}\` \\|.*\`${name}\``, "m"));
      }
    }
  });

  it.each<[string, SimulatorOptions, string, object]>([
    ["an address that is not allowed", { deny: ["127.0.0.1"] }, "thisAddress", { isAllowed: false }],
    [
      "a login that is missing",
      { login: { username: "api", password: "Marked-Login" } },
      "login",
      { isNeeded: true, isAccepted: null, code: 304 },
    ],
    [
      "no extensions",
      { extensions: [] },
      "extensions",
      { count: 0, countByType: {}, isSorted: true, repeatedCount: 0 },
    ],
    [
      "a POST that is not read",
      { switches: { postBody: "ignored" } },
      "post",
      { isRead: false, code: 302, getCode: 200 },
    ],
    ["another charset", { switches: { postBody: "latin1" } }, "charset", { charset: "latin1" }],
  ])("has values for %s", async (_, options, check, expected) => {
    expect((await doctor(await start(options))).values[check]).toEqual(expected);
  });

  it("says by level and by hasProblems what is wrong", async () => {
    const cli = runCli(["doctor", "--url", await unusedOrigin(), "--json"], { OZEKI_MAX_RETRIES: "0" });
    expect(await cli.exitCode).toBe(3);
    expect(JSON.parse(cli.printed.join("\n"))).toMatchObject({
      hasProblems: true,
      findings: [{ check: "reachable", level: "problem", values: { isReachable: false } }],
    });
  });
});

describe("doctor --probe", () => {
  it("learns what reading cannot tell, and leaves nothing", async () => {
    const pbx = await start();
    const before = pbx.extensions.get("1000")?.xml;
    const { code, found } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      ConfigXML: "is accepted plain, as configured",
      "Further elements": "are kept",
      "Elements left out": "ModifyConfig drops them: this package reads first and sends them back",
      "Unknown user": "is accepted: a typo in userId is not reported",
      "ModifyConfig of an unknown ID": "is refused (code 701)",
      "RemoveConfig of what is gone": "is refused (code 701), as documented",
      "Clean-up": "extension 9999 is gone again",
    });
    expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
    expect(pbx.extensions.get("1000")?.xml).toBe(before);
    const made = pbx.writes.find(({ command }) => command === "AddConfig")?.parameters.ConfigXML ?? "";
    expect(made).toContain("<Enabled>false</Enabled>");
    expect(made).toContain("<UserID>reception</UserID>");
  });

  it.each<[Partial<Switches>, string, string]>([
    [{ configXmlEncoding: "escaped" }, "ConfigXML", "is refused plain (code 702), and accepted escaped"],
    [{ unknownElements: "dropped" }, "Further elements", "are dropped on a write"],
    [{ unwrittenElements: "kept" }, "Elements left out", "ModifyConfig keeps them"],
    [{ unknownUser: "702" }, "Unknown user", "is refused (code 702): the user of userId must exist"],
    [{ modifyUnknownId: "702" }, "ModifyConfig of an unknown ID", "is refused (code 702)"],
  ])("tells what this PBX does: %j", async (switches, about, what) => {
    const pbx = await start({ switches, users: ["reception"] });
    const { found, advice } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    expect(found[about]).toBe(what);
    if (switches.configXmlEncoding === "escaped") {
      expect(advice).toContain("pulumi config set ozeki:configXmlEncoding escaped");
    }
    expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
  });

  it("refuses an ID that is taken, and asks before it writes", async () => {
    const pbx = await start();
    const taken = await doctor(pbx, ["--probe", "1000", "--yes"]);
    expect(taken.code).toBe(2);
    expect(taken.warned).toMatch(/already has an extension 1000\. Nothing was written\. Choose an ID that is free/);
    const unasked = await doctor(pbx, ["--probe", "9999"]);
    expect(unasked.code).toBe(2);
    expect(unasked.warned).toContain("pass --yes to confirm");
    const cli = runCli(["doctor", "--url", pbx.origin, "--probe", "9999"], {}, ["n"]);
    expect(await cli.exitCode).toBe(1);
    expect(cli.asked.join()).toContain("doctor will create, change and delete a disabled extension 9999 on");
    expect(cli.asked.join()).toContain("9999-none");
    expect(cli.warned).toContain("Nothing was changed.");
    expect(pbx.writes).toEqual([]);
  });

  it("is left out where something is in the way", async () => {
    const pbx = await start({ allow: ["10.0.0.1"] });
    const { code, warned } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    expect(code).toBe(3);
    expect(warned).toContain("The probe was skipped");
    expect(pbx.writes).toEqual([]);
  });

  it("is held back only by what is in its way", async () => {
    const pbx = await start({ switches: { postBody: "latin1" }, faults: ["html@ListActiveCalls#every"] });
    const { code, found } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    expect(found["Active calls"]).toMatch(/^not known: /);
    expect(found["Clean-up"]).toBe("extension 9999 is gone again");
    expect(code).toBe(3);
  });

  const steps = ["AddConfig", "ModifyConfig#1", "ModifyConfig#2", "ModifyConfig#3", "ModifyConfig#4", "RemoveConfig"];
  it.each(steps.flatMap((step) => ["drop-after", "drop-before", "html-after", "code-303"].map((kind) => [kind, step])))(
    "cleans up after %s at %s",
    async (kind, step) => {
      const pbx = await start({ faults: [`${kind}@${step}`] });
      await doctor(pbx, ["--probe", "9999", "--yes"], { OZEKI_REQUEST_TIMEOUT: "1" });
      expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
      expect(pbx.requests.map(({ command }) => command)).toContain("AddConfig");
    },
  );

  it("cleans up after Ctrl-C", async () => {
    const pbx = await start({ faults: ["hang-after@ModifyConfig#2"] });
    const cli = runCli(["doctor", "--url", pbx.origin, "--probe", "9999", "--yes"], { OZEKI_REQUEST_TIMEOUT: "1" });
    await until(
      () => pbx.requests.filter(({ command }) => command === "ModifyConfig").length === 2,
      "the second change",
    );
    cli.end();
    expect(await cli.exitCode).toBe(130);
    expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
  });

  it("cleans up an extension that comes late, after its connection was lost", async () => {
    const pbx = await start({ faults: ["late:400@AddConfig"] });
    await doctor(pbx, ["--probe", "9999", "--yes"], { OZEKI_REQUEST_TIMEOUT: "1" });
    await until(() => pbx.requests.every(({ fault, executed }) => fault === undefined || executed), "the late one");
    expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
  });

  it("waits after Ctrl-C for the answer of a create that was sent, and removes the extension", async () => {
    const pbx = await start({ faults: ["slow:3@AddConfig"] });
    const cli = runCli(["doctor", "--url", pbx.origin, "--probe", "9999", "--yes"]);
    await until(() => pbx.requests.some(({ command }) => command === "AddConfig"), "the extension");
    cli.end();
    expect(await cli.exitCode).toBe(130);
    expect(ids(pbx)).toEqual(["1000", "600", "1001"]);
    expect(pbx.requests.map(({ command }) => command)).toContain("RemoveConfig");
  });

  it("names what it could not remove, after Ctrl-C too", async () => {
    const pbx = await start({ faults: ["slow:3@AddConfig", "code-303@RemoveConfig#every"] });
    const cli = runCli(["doctor", "--url", pbx.origin, "--probe", "9999", "--yes"]);
    await until(() => pbx.requests.some(({ command }) => command === "AddConfig"), "the extension");
    cli.end();
    expect(await cli.exitCode).toBe(1);
    expect(cli.warned.join("\n")).toContain("the probe could not be removed: extension 9999 may be left on");
  });

  it("names what it could not remove", async () => {
    const pbx = await start({ faults: ["code-303@RemoveConfig#every"] });
    const { code, warned } = await doctor(pbx, ["--probe", "9999", "--yes"]);
    expect(code).toBe(1);
    expect(warned).toMatch(
      /the probe could not be removed: extension 9999 may be left on \S+, disabled\. Remove it on the PBX/,
    );
    expect(ids(pbx)).toContain("9999");
  });
});

describe("completion", () => {
  it.each(["bash", "zsh", "fish", "powershell"])("knows every subcommand and its options, for %s", async (shell) => {
    const cli = runCli(["completion", shell]);
    expect(await cli.exitCode).toBe(0);
    const script = cli.printed.join("\n");
    for (const word of [
      "doctor",
      "list",
      "show",
      "export",
      "import",
      "simulate",
      "probe-user",
      "other-types",
      "fault",
    ]) {
      expect(script).toContain(word);
    }
  });

  it("refuses a shell that it does not know", async () => {
    const cli = runCli(["completion", "tcsh"]);
    expect(await cli.exitCode).toBe(2);
    expect(cli.warned.join()).toContain("bash, zsh, fish, powershell");
  });
});
