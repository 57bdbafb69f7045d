import { HttpServer } from "../support/httpServer";
import { stopAfterTest } from "../support/onTestFinished";
import { tlsFile } from "../support/tlsFile";
import { unusedOrigin } from "../support/unusedOrigin";
import { outcome, startOffice } from "./support/office";
import { runCli } from "./support/runCli";

describe("list", () => {
  it("lists what the PBX has with one request, and writes nothing", async () => {
    const pbx = await startOffice();
    const { code, out } = await outcome(["list", "--url", pbx.origin]);
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(/ +/))).toEqual([
      ["ID", "Type"],
      ["1000", "SIP"],
      ["1001", "SIP"],
      ["600", "MadeUpMenu"],
    ]);
    expect(pbx.commands()).toEqual(["ListExtensions 200"]);
  });

  it("chooses by pattern and type, and prints JSON where a script wants it", async () => {
    const pbx = await startOffice();
    const ids = async (...args: string[]) => {
      const { out } = await outcome(["list", "--url", pbx.origin, "--json", ...args]);
      return (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
    };
    expect(await ids("--match", "1*")).toEqual(["1000", "1001"]);
    expect(await ids("--match", "1*", "--match", "6??", "--exclude", "*1")).toEqual(["1000", "600"]);
    expect(await ids("--type", "MadeUpMenu")).toEqual(["600"]);
    expect(await ids("--match", "9*")).toEqual([]);
    const { code, err } = await outcome(["list", "--url", pbx.origin, "--type", "MadeUpQueue", "--match", "1*"]);
    expect({ code, err }).toEqual({ code: 0, err: "warning: no extension is of the type MadeUpQueue" });
  });

  it("shows details, with passwords masked unless they are asked for", async () => {
    const pbx = await startOffice();
    const masked = await outcome(["list", "--url", pbx.origin, "--details"]);
    expect(masked.code).toBe(0);
    expect(masked.out).toMatch(/1000 +SIP +reception +1000 +\*{8} +true +10\.0\.0\.9:5060/);
    expect(masked.out + masked.err).not.toContain("Marked");
    const open = await outcome(["list", "--url", pbx.origin, "--details", "--show-passwords", "--json"]);
    expect(JSON.parse(open.out)[0]).toMatchObject({ id: "1000", password: "Marked-Phone", enabled: true });
    const json = await outcome(["list", "--url", pbx.origin, "--details", "--json"]);
    expect(JSON.parse(json.out)[0]).not.toHaveProperty("password");
    expect(pbx.writes).toEqual([]);
  });

  it("names what cannot be read, lists the rest, and ends with 3", async () => {
    const pbx = await startOffice({ faults: ["code-300@GetConfig#every%1001"] });
    const { code, out, err } = await outcome(["list", "--url", pbx.origin, "--details"]);
    expect(code).toBe(3);
    expect(out).toMatch(/1001 +SIP +\(cannot be read\)/);
    expect(out).toMatch(/1000 +SIP +reception/);
    expect(err).toMatch(/GetConfig of extension 1001 on \S+ failed: the PBX answered 300/);
    expect(err).toContain("1 of 3 extensions could not be read.");
    const json = await outcome(["list", "--url", pbx.origin, "--details", "--json"]);
    expect(JSON.parse(json.out)[1]).toEqual({
      id: "1001",
      type: "SIP",
      unreadable: expect.stringContaining("answered 300"),
    });
  });

  it("goes on where the connection drops for one of them only, and stops where the PBX is gone", async () => {
    const pbx = await startOffice({ faults: ["drop-before@GetConfig#every%1001"] });
    const args = ["list", "--url", pbx.origin, "--details"];
    const { code, out, err } = await outcome(args, { OZEKI_MAX_RETRIES: "1" });
    expect(code).toBe(3);
    expect(out).toMatch(/1001 +SIP +\(cannot be read\)/);
    expect(out).toMatch(/600 +MadeUpMenu/);
    expect(err).toMatch(/GetConfig of extension 1001 on \S+ failed after 2 attempts: the connection ended before/);
    pbx.fail("drop-before@GetConfig#every");
    pbx.fail("drop-before@ListExtensions#2-");
    const gone = await outcome(args, { OZEKI_MAX_RETRIES: "1" });
    expect(gone).toMatchObject({ code: 1, out: "" });
    expect(gone.err).toMatch(/^error: GetConfig of extension \d+ on \S+ failed after 2 attempts/);
  });

  it("logs in, and asks for a password that is not configured", async () => {
    const pbx = await startOffice({ login: { username: "api", password: "Marked-Login" } });
    const refused = await outcome(["list", "--url", pbx.origin]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("(code 304)");
    expect(refused.err).toContain("--username NAME, with the password in OZEKI_PASSWORD");
    const silent = await outcome(["list", "--url", pbx.origin, "--username", "api"]);
    expect(silent).toMatchObject({ code: 2 });
    expect(silent.err).toContain("the password of api is missing: set OZEKI_PASSWORD");
    const asked = await outcome(["list", "--url", pbx.origin, "--username", "api"], {}, ["Marked-Login"]);
    expect(asked).toMatchObject({ code: 0, asked: [`Password of api on ${pbx.origin}: `] });
    const environment = { OZEKI_URL: pbx.origin, OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" };
    const configured = await outcome(["list"], environment);
    expect(configured.code).toBe(0);
    const wrong = await outcome(["list"], { ...environment, OZEKI_PASSWORD: "Marked-Wrong" });
    expect(wrong.err).toContain("(code 305)");
    for (const { out, err } of [refused, silent, asked, configured, wrong]) {
      expect(out + err).not.toContain("Marked");
    }
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ["no address", [], {}, /no PBX address/],
    ["an address that is none", ["--url", "http://:7780"], {}, /--url is not the address of a PBX: write it like/],
    ["a wrong setting", ["--url", "http://pbx:7780"], { OZEKI_MAX_RETRIES: "many" }, /OZEKI_MAX_RETRIES must be/],
  ])("asks for no password where there is %s", async (_what, args, environment, message) => {
    const failed = await outcome(["list", ...args, "--username", "api"], environment, ["Marked-Login"]);
    expect(failed).toMatchObject({ code: 2, asked: [] });
    expect(failed.err).toMatch(message);
  });

  it("names what is wrong as it was given: by an option, or by a variable", async () => {
    const { err } = await outcome(["list", "--url", "http://pbx:7780"], { OZEKI_PASSWORD: "Marked-A" });
    expect(err).toContain("--username is missing: pass --username NAME, or remove OZEKI_PASSWORD");
    expect((await outcome(["list"], { OZEKI_URL: "pbx" })).err).toMatch(
      /^error: OZEKI_URL is not the address of a PBX/,
    );
  });

  it("does not send the password of one PBX to another", async () => {
    const pbx = await startOffice({ login: { username: "b", password: "Marked-B" } });
    const environment = { OZEKI_URL: "http://first:7780", OZEKI_USERNAME: "a", OZEKI_PASSWORD: "Marked-A" };
    const { code, err } = await outcome(["list", "--url", pbx.origin, "--username", "b"], environment);
    expect(code).toBe(2);
    expect(err).toContain(
      "the password of b is missing (OZEKI_PASSWORD is not sent, because OZEKI_URL names another PBX)",
    );
    expect((await outcome(["list", "--url", pbx.origin, "--username", "a"], environment)).code).toBe(2);
    const ownLogin = { ...environment, OZEKI_USERNAME: "b", OZEKI_PASSWORD: "Marked-B" };
    for (const [OZEKI_URL, code] of [
      ["", 0],
      [`${pbx.origin}/`, 0],
      ["http://first:7780", 1],
    ] as const) {
      expect((await outcome(["list", "--url", pbx.origin], { ...ownLogin, OZEKI_URL })).code).toBe(code);
    }
    expect((await outcome(["list", "--url", pbx.origin], environment)).err).toContain("(code 304)");
    expect(JSON.stringify(pbx.requests.map(({ parameters }) => parameters))).not.toContain("Marked-A");
  });

  it.each<[string, string[], RegExp]>([
    ["no PBX", ["list"], /^error: no PBX address. Use --url, OZEKI_URL or --stack/],
    ["an address that is not one", ["list", "--url", "pbx"], /^error: --url is not the address of a PBX/],
    [
      "an address with a login in it",
      ["list", "--url", "http://api:Marked-In-Url@pbx:7780"],
      /^error: --url must not contain a user name or a password[^\n]* pass the login of an office user: --username NAME, with the password in OZEKI_PASSWORD$/,
    ],
    [
      "a login beside a named connection",
      ["list", "--stack", "dev", "--connection", "branch", "--username", "api"],
      /^error: --username cannot be used with --connection, .*: omit --username/,
    ],
    [
      "an option in the place of a value",
      ["list", "--match", "--json"],
      /^error: --match needs a value, but is followed by --json$/,
    ],
    [
      "no folder",
      ["export", "--url", "http://pbx:7780", "--dir", ""],
      /^error: --dir is missing: it names the folder to write/,
    ],
    ["no ID", ["show", "", "--url", "http://pbx:7780"], /^error: an extension ID is missing/],
    [
      "a PBX twice",
      ["list", "--url", "http://pbx:7780", "--stack", "dev"],
      /^error: --url cannot be used with --stack or --connection/,
    ],
    ["an option that there is not", ["list", "--password", "x"], /unknown option '--password'/],
    ["passwords of nothing", ["list", "--show-passwords"], /--show-passwords needs --details/],
  ])("refuses %s, with exit code 2", async (_, args, message) => {
    const { code, out, err } = await outcome(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toContain("Marked");
  });

  it("says in one line that a PBX is not there", async () => {
    const { code, err } = await outcome(["list", "--url", await unusedOrigin()], { OZEKI_MAX_RETRIES: "0" });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: ListExtensions on \S+ failed: cannot connect to the PBX \(ECONNREFUSED[^\n]*doctor` for a diagnosis\.$/,
    );
  });

  const authority = ["--ca-file", tlsFile("authority.pem")];
  it.each<[string, string, string, string[], Record<string, string>, RegExp]>([
    [
      "of an unknown issuer",
      "server.pem",
      "127.0.0.1",
      [],
      {},
      /Set --ca-file to the PEM file of the certificate authority that signed it\./,
    ],
    [
      "of another issuer than that of --ca-file",
      "server.pem",
      "127.0.0.1",
      ["--ca-file", tlsFile("expired.pem")],
      {},
      /The file in --ca-file does not contain the certificate authority that signed it/,
    ],
    [
      "of another issuer than that of the environment",
      "server.pem",
      "127.0.0.1",
      [],
      { OZEKI_CA_FILE: tlsFile("expired.pem") },
      /The file in OZEKI_CA_FILE does not contain the certificate authority that signed it/,
    ],
    [
      "of another host",
      "server.pem",
      "localhost",
      authority,
      {},
      /Set --url to an address with a host name that is in the certificate\./,
    ],
    ["that has expired", "expired.pem", "127.0.0.1", authority, {}, /Renew the certificate of the proxy/],
  ])("says what to do about a certificate %s", async (_, certificate, host, options, environment, advice) => {
    const proxy = stopAfterTest(await HttpServer.start("", certificate));
    const url = proxy.origin.replace("127.0.0.1", host);
    const listed = await outcome(["list", "--url", url, ...options], environment);
    expect(listed.code).toBe(1);
    expect(listed.err).toMatch(advice);
    const examined = await outcome(["doctor", "--url", url, ...options], environment);
    expect(examined.code).toBe(3);
    expect(examined.out).toMatch(advice);
    expect(proxy.requests).toEqual([]);
  });

  it("ends with 130 when the user ends it", async () => {
    const pbx = await startOffice({ faults: ["hang@ListExtensions"] });
    const cli = runCli(["list", "--url", pbx.origin]);
    while (pbx.requests.length === 0) {
      await new Promise(setImmediate);
    }
    cli.end();
    expect(await cli.exitCode).toBe(130);
    expect(cli.warned).toEqual(["Cancelled."]);
  });

  it("ends with 130 when the user ends it at the last moment, although all is printed", async () => {
    const pbx = await startOffice();
    const cli = runCli(["list", "--url", pbx.origin]);
    await cli.line("1001");
    cli.end();
    expect(await cli.exitCode).toBe(130);
  });
});
