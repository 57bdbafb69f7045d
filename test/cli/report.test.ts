import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secretEnvelope } from "../../provider/adapters/shared/secretEnvelopes";
import { Simulator } from "../../simulator";
import { stopAfterTest } from "../support/onTestFinished";
import { secretForms } from "../support/secretForms";
import { until } from "../support/until";
import type { InState } from "./support/fakeStack";
import { fakeStack, sipOutputs } from "./support/fakeStack";
import { newFolder } from "./support/newFolder";
import { outcome } from "./support/office";
import { runCli } from "./support/runCli";

const onPosix = process.platform === "win32" ? describe.skip : describe;

const strong = (id: string) => `Tz8kq-Wn4p-Rb2v-${id}`;

const EXTENSIONS = [
  { ID: "1000", Password: strong("1000"), LastIPAddress: "10.0.0.9:5060" },
  { ID: "1001", Password: "1001" },
  { ID: "1002", Password: "Marked-&<Same>", Enabled: "false" },
  { ID: "1003", Password: "Marked-&<Same>", UserID: "moved", Codec: "PCMA" },
  { ID: "1250", Password: strong("1250"), VoicemailPin: "Marked-Pin" },
  '<Config knownType="MadeUpMenuInfo"><ID>menu</ID></Config>',
];

const IN_STATE: InState[] = [
  {
    id: "1000",
    outputs: sipOutputs("1000", { password: secretEnvelope(JSON.stringify(strong("1000")), "plaintext") }),
  },
  { id: "1001", outputs: sipOutputs("1001", { password: secretEnvelope('"Marked-State"', "plaintext") }) },
  {
    id: "1003",
    isNative: true,
    outputs: sipOutputs("1003", {
      password: secretEnvelope('"Marked-&<Same>"', "plaintext"),
      elements: { Codec: secretEnvelope('"Marked-Codec"', "plaintext") },
    }),
  },
  { id: "1777" },
];

const SECRETS = [
  "Marked-&<Same>",
  "Marked-Pin",
  "Marked-State",
  "Marked-Codec",
  "PCMA",
  strong("1000"),
  strong("1250"),
];

async function start(more: Parameters<typeof Simulator.start>[0] = {}) {
  return stopAfterTest(await Simulator.start({ extensions: EXTENSIONS, ...more }));
}

/** What `--format json` prints, with the exit code. */
async function asJson(args: readonly string[], environment: Record<string, string> = {}) {
  const { code, out, err } = await outcome(["report", "--format", "json", ...args], environment);
  return { code, err, report: JSON.parse(out) };
}

onPosix("report --stack", () => {
  const withPassphrase = { PULUMI_CONFIG_PASSPHRASE: "x" };

  it("has the differences, the passwords and the phones, and ends with 3 where something differs", async () => {
    const pbx = await start();
    const { path } = fakeStack(pbx, IN_STATE);
    const { code, err, report } = await asJson(["--stack", "dev"], { PATH: path });
    expect({ code, err }).toEqual({
      code: 3,
      err: "The PBX and stack dev differ: 2 changed on the PBX, 3 not in the stack, 1 missing on the PBX.",
    });
    expect(report).toMatchObject({
      pbx: pbx.origin,
      stack: "dev",
      connection: null,
      isDifferent: true,
      areSecretsCompared: true,
      drift: [
        { id: "1001", properties: [{ property: "password", inState: null, onPbx: null, isSecret: true }] },
        {
          id: "1003",
          resource: "name-1003",
          properties: [
            { property: "userId", inState: "user1003", onPbx: "moved", isSecret: false },
            { property: "elements.Codec", inState: null, onPbx: null, isSecret: true },
          ],
        },
      ],
      strangers: [
        { id: "1002", type: "SIP", userId: "user1002", resource: null },
        { id: "1250", type: "SIP" },
        { id: "menu", type: "MadeUpMenu", userId: null },
      ],
      missing: [{ id: "1777", resource: "name-1777" }],
      unreadable: [],
      weakPasswords: [{ id: "1001", why: "among the first that an attacker tries" }],
      sharedPasswords: [[{ id: "1002" }, { id: "1003" }]],
      neverRegistered: [{ id: "1001" }, { id: "1003" }, { id: "1250" }],
      disabled: [{ id: "1002" }],
    });
    expect(report.counts).toEqual({
      extensions: 6,
      phones: 5,
      managed: 3,
      drifted: 2,
      strangers: 3,
      missing: 1,
      unreadable: 0,
      weakPasswords: 1,
      sharedPasswords: 2,
      neverRegistered: 3,
      disabled: 1,
      excluded: 0,
    });
    expect(report.numbers.ranges.map(({ first, used }: { first: string; used: object[] }) => [first, used])).toEqual([
      [
        "1000",
        [
          { id: "1000", state: "managed" },
          { id: "1001", state: "differs" },
          { id: "1002", state: "stranger" },
          { id: "1003", state: "differs" },
        ],
      ],
      ["1200", [{ id: "1250", state: "stranger" }]],
      ["1700", [{ id: "1777", state: "missing" }]],
    ]);
    expect(report.numbers.others).toEqual([{ id: "menu", state: "stranger" }]);
    expect(pbx.writes).toEqual([]);
  });

  it("ends with 0 where nothing differs", async () => {
    const pbx = await start({ extensions: 2 });
    const { path } = fakeStack(pbx, [{ id: "1000" }, { id: "1001" }]);
    const file = join(newFolder(), "report.html");
    const { code, out, err } = await outcome(["report", "--stack", "dev", "--out", file], { PATH: path });
    expect({ code, out, err }).toEqual({
      code: 0,
      out: `${file} was written. The PBX and stack dev agree.`,
      err: "",
    });
  });

  it.each(["html", "markdown", "json"])("has no secret in %s", async (format) => {
    const pbx = await start({ login: { username: "api", password: "Marked-Login" } });
    const { path } = fakeStack(pbx, IN_STATE);
    const file = join(newFolder(), "report");
    const environment = { PATH: path, OZEKI_URL: pbx.origin, OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" };
    const { code, out, err } = await outcome(
      ["report", "--stack", "dev", "--format", format, "--out", file],
      environment,
    );
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining("2 changed on the PBX") });
    const written = readFileSync(file, "utf8");
    expect(written).toContain("1003");
    const all = written + out + err;
    expect([...SECRETS, "Marked-Login"].flatMap(secretForms).filter((form) => all.includes(form))).toEqual([]);
  });

  it("compares what is not encrypted where the passphrase is missing, and mentions it", async () => {
    const pbx = await start();
    const { value: ciphertext, ...envelope } = secretEnvelope("v1:AAAA");
    const hidden = { ...envelope, ciphertext };
    const outputs = { password: hidden, elements: { VoicemailPin: hidden, Codec: "PCMU" }, userId: hidden };
    const fake = fakeStack(
      pbx,
      [
        { id: "1003", outputs: sipOutputs("1003", { ...outputs, authorizationName: "other" }) },
        { id: "1250", outputs: sipOutputs("1250", { password: hidden, elements: { VoicemailPin: hidden } }) },
      ],
      { secrets_providers: { type: "passphrase" } },
    );
    const args = ["--stack", "dev", "--match", "1003", "--match", "1250"];
    const { code, err, report } = await asJson(args, { PATH: fake.path });
    expect(code).toBe(3);
    expect(report).toMatchObject({
      areSecretsCompared: false,
      drift: [
        {
          id: "1003",
          properties: [
            { property: "authorizationName", inState: "other", onPbx: "1003" },
            { property: "elements.Codec", inState: "PCMU", onPbx: "PCMA" },
          ],
        },
      ],
    });
    expect(err).toContain(
      "Passwords and other secrets of the stack were not compared: its passphrase is not set (PULUMI_CONFIG_PASSPHRASE).",
    );
    const exports = () => fake.calls().filter(({ args: [, verb] }) => verb === "export");
    expect(exports().some((call) => call.args.includes("--show-secrets"))).toBe(false);
    await asJson(args, { PATH: fake.path, ...withPassphrase });
    expect(exports().at(-1)?.args).toContain("--show-secrets");
  });

  it("lists what cannot be read, and ends with 3", async () => {
    const pbx = await start({ extensions: 2, faults: ["code-300@GetConfig#every%1001"] });
    const { path } = fakeStack(pbx, [{ id: "1000" }, { id: "1001" }]);
    const { code, err, report } = await asJson(["--stack", "dev"], { PATH: path });
    expect(code).toBe(3);
    expect(err).toBe("The PBX and stack dev differ: 1 extension could not be read or compared.");
    expect(report.unreadable).toEqual([
      { id: "1001", userId: null, resource: "name-1001", why: expect.stringContaining("answered 300") },
    ]);
  });
});

describe("report", () => {
  it("needs no stack: nothing is managed then, and nothing differs", async () => {
    const pbx = await start();
    const { code, err, report } = await asJson(["--url", pbx.origin]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(report).toMatchObject({
      stack: null,
      areSecretsCompared: null,
      isDifferent: false,
      strangers: [],
      drift: [],
    });
    expect(report.counts).toMatchObject({ managed: null, weakPasswords: 1, sharedPasswords: 2 });
    expect(report.numbers.ranges[0].used.map(({ state }: { state: string }) => state)).toEqual(Array(4).fill("used"));
    const { out } = await outcome(["report", "--url", pbx.origin, "--format", "markdown"]);
    expect(out).toContain("**No stack was compared: --stack names one.**");
    expect(out).not.toMatch(/Managed|## Differences/);
  });

  it("finds out what the API allows without a login, and with one", async () => {
    const about = async (more: Parameters<typeof Simulator.start>[0], environment = {}) => {
      const pbx = await start(more);
      const { report } = await asJson(["--url", pbx.origin], { OZEKI_URL: pbx.origin, ...environment });
      const { out } = await outcome(["report", "--url", pbx.origin, "--format", "markdown"], {
        OZEKI_URL: pbx.origin,
        ...environment,
      });
      const findings = report.access as { check: string; level: string; values: object }[];
      return {
        out,
        findings: Object.fromEntries(findings.map(({ check, level, values }) => [check, { level, values }])),
      };
    };
    const open = await about({});
    expect(open.findings).toMatchObject({
      thisAddress: { level: "ok", values: { isAllowed: true } },
      login: { level: "notice", values: { isNeeded: false } },
      encryption: { level: "ok", values: { isEncrypted: false } },
    });
    expect(open.out).toContain("The API requires no login: any program at an address that the PBX allows can read");
    const login = { username: "api", password: "Marked-Login" };
    const closed = await about({ login }, { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" });
    expect(closed.findings).toMatchObject({ login: { level: "ok", values: { isNeeded: true, isAccepted: true } } });
    expect(closed.out).toContain("The API requires a login");
  });

  it("shows in the map what an option left out, and reads none of it", async () => {
    const pbx = await start();
    const { report } = await asJson(["--url", pbx.origin, "--match", "12*"]);
    expect(report.counts).toMatchObject({ extensions: 1, excluded: 5 });
    expect(report.numbers.ranges[0].used[0]).toEqual({ id: "1000", state: "excluded" });
    expect(pbx.commands().filter((line) => line.startsWith("GetConfig"))).toEqual(["GetConfig 1250 200"]);
    expect(await outcome(["report", "--url", pbx.origin, "--format", "json", "--match", "5*"])).toMatchObject({
      code: 2,
      err: "error: nothing to report: no extension ID matches 5*. Nothing was written",
    });
  });

  it("takes the format from the ending of the file", async () => {
    const pbx = await start();
    const folder = newFolder();
    const beginnings = { "a.html": "<!doctype html>", "b.md": "# PBX report", "c.JSON": "{", d: "<!doctype html>" };
    for (const [name, beginning] of Object.entries(beginnings)) {
      await outcome(["report", "--url", pbx.origin, "--out", join(folder, name)]);
      expect(readFileSync(join(folder, name), "utf8").startsWith(beginning)).toBe(true);
    }
    expect(readdirSync(folder).sort()).toEqual(Object.keys(beginnings).sort());
  });

  it("names the format that was meant", async () => {
    expect(await outcome(["report", "--format", "markdwn"])).toMatchObject({
      code: 2,
      err: "error: unknown format 'markdwn'. Did you mean markdown?",
    });
  });

  it("cuts long tables in Markdown off, and prints how many rows are left out", async () => {
    const pbx = await start({ extensions: 60 });
    const { out } = await outcome(["report", "--url", pbx.origin, "--format", "markdown"]);
    expect(out).toContain("### Weak passwords (60)");
    expect(out).toContain("And 10 rows more: `--format html` and `--format json` have all of them.");
    expect(out.match(/^\| `10\d\d` \| `user10\d\d` \| shorter/gm)).toHaveLength(50);
  });

  it("names the PBX that does not answer, and leaves no file", async () => {
    const pbx = await Simulator.start();
    await pbx.stop();
    const folder = newFolder();
    const { code, err } = await outcome(["report", "--url", pbx.origin, "--out", join(folder, "report.html")], {
      OZEKI_MAX_RETRIES: "0",
    });
    expect({ code, files: readdirSync(folder) }).toEqual({ code: 1, files: [] });
    expect(err).toContain(pbx.origin);
  });

  it("ends with 130 at Ctrl-C, and leaves no file", async () => {
    const pbx = await start({ extensions: 20, latency: 50 });
    const folder = newFolder();
    const cli = runCli(["report", "--url", pbx.origin, "--out", join(folder, "report.html")]);
    await until(() => pbx.commands().some((line) => line.startsWith("GetConfig")), "GetConfig");
    cli.end();
    expect(await cli.exitCode).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});
