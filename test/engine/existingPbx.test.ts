import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Office } from "../support/office";
import { offices } from "../support/openOffices";
import { until } from "../support/until";

const openOffice = offices();
const ROOT = join(__dirname, "..", "..");

/** A PBX that is in use: elements that nobody documents, odd names, other types. */
const phone = (ID: string, more: Record<string, string> = {}) => ({
  ID,
  UserID: `user-${ID}`,
  Password: `Marked-${ID.length}-${encodeURIComponent(ID).slice(0, 40)}`,
  CallerName: `Caller "${ID}"`,
  VoicemailPin: "Marked-Pin-7",
  LastIPAddress: "10.0.0.9:5060 (Udp)",
  ...more,
});

const ODD_IDS = [
  "0100",
  "Büro 1",
  "a b",
  "a-b",
  'quo"te',
  "class",
  "constructor",
  "日本",
  "1000 ",
  "x*/y",
  "{z}",
  "a\\b",
];

const MENU =
  '<Config knownType="MadeUpMenuInfo"><ID>600</ID><Name>Menu "A"</Name><Pin>Marked-Menu-Pin</Pin>' +
  '<Members order="1"><Member>1000</Member></Members><Trunk><Password>Marked-Trunk</Password></Trunk></Config>';

async function exportAndTakeOver(office: Office, ...args: string[]) {
  const run = await office.stack.ozeki([
    "export",
    "--url",
    office.pbx.origin,
    "--dir",
    "exported",
    "--name",
    "test",
    ...args,
  ]);
  office.stack.takeOver(join(office.stack.folder, "exported"));
  return run;
}

const importAll = (office: Office, ...ids: string[]) =>
  office.stack.ozeki(["import", "--stack", "dev", "--yes", ...ids]);

async function expectNoChange(office: Office, unchanged: number) {
  const preview = await office.stack.pulumi(["preview", "--diff", "--expect-no-changes"]);
  expect(preview.output).toContain(`${unchanged} unchanged`);
  expect(preview.code).toBe(0);
}

function plantPasswords(office: Office) {
  const xml = office.pbx.extensions.ids().map((id) => office.pbx.extensions.get(id)?.xml ?? "");
  office.plant(...(xml.join("").match(/Marked-[^<]+/g) ?? []));
}

const withoutUsername = (xml: string | undefined) => xml?.replace(/\s*<Username>1000<\/Username>/, "");

/** Import files that are left somewhere. */
const leftImportFiles = (office: Office) =>
  readdirSync(join(office.stack.folder, "tmp")).filter((name) => name.startsWith("pulumi-ozeki-import-"));

describe("a PBX that exists already", () => {
  test("is exported, imported and previewed without a change; then one is changed, and only that one written", async () => {
    const ids = ["1000", ...ODD_IDS];
    const office = await openOffice({
      pbx: {
        extensions: [
          ...ids.map((id) => phone(id)),
          phone("1001", { Enabled: "false", AuthorizationName: "other" }),
          MENU,
        ],
        switches: { listOrder: "id" },
      },
    });
    plantPasswords(office);
    const before = new Map(office.pbx.extensions.ids().map((id) => [id, office.pbx.extensions.get(id)?.xml]));

    const exported = await exportAndTakeOver(office, "--other-types");
    expect(exported.output).toContain(`exported declares 15 extensions: 14 SIP, 1 of other types.`);
    expect(exported.code).toBe(0);
    const code = readFileSync(join(office.stack.folder, "index.ts"), "utf8");
    expect(code).toContain('{ id: "1000", user: "user-1000" }, // kept as it is on the PBX: CallerName, VoicemailPin');
    expect(code).toMatch(/\{ id: "1001", user: "user-1001", authorizationName: "other", enabled: false \},/);
    expect(code).toContain("// kept as it is on the PBX: Pin, Trunk");
    expect(code).not.toContain("Marked");
    execFileSync(process.execPath, [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", office.stack.folder]);
    expect((await office.stack.preview()).output).toContain("16 to create");

    const imported = await importAll(office);
    expect(imported.output).toContain("15 extensions imported into stack dev.");
    expect(imported.code).toBe(0);
    await expectNoChange(office, 16);
    expect(await office.stack.driftGate()).toMatchObject({ code: 0 });
    expect(office.pbx.writes).toEqual([]);
    expect(leftImportFiles(office)).toEqual([]);

    const again = await importAll(office);
    expect(again).toMatchObject({ code: 0 });
    expect(again.output).toContain("nothing to import");
    expect((await office.stack.up()).output).toContain("16 unchanged");
    expect(office.pbx.writes).toEqual([]);

    writeFileSync(join(office.stack.folder, "index.ts"), code.replace('user: "user-1000"', 'user: "somebody"'));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.writes.map(({ command, extensionId }) => `${command} ${extensionId}`)).toEqual([
      "ModifyConfig 1000",
    ]);
    for (const [id, xml] of before) {
      const now = office.pbx.extensions.get(id)?.xml;
      if (id === "1000") {
        // This PBX does not tell the Username: the write sets it, as the export has said.
        expect(withoutUsername(now?.replace("somebody", "user-1000"))).toBe(withoutUsername(xml));
      } else {
        expect(now).toBe(xml);
      }
    }
    // protect, as Pulumi's own import does it.
    const destroyed = await office.stack.destroy();
    expect(destroyed.code).not.toBe(0);
    expect(destroyed.output).toMatch(/protect/);
    expect(office.pbx.extensions.ids()).toHaveLength(15);
  });

  // Two thousand take some minutes, most of them in previews that are Pulumi's own.
  test.each(process.env.PULUMI_OZEKI_LONG === "1" ? [[1], [200], [2000]] : [[1], [200]])(
    "with %d extensions shows no change after export and import",
    async (count) => {
      const office = await openOffice({ pbx: { extensions: count } });
      expect(await exportAndTakeOver(office)).toMatchObject({ code: 0 });
      expect(await importAll(office)).toMatchObject({ code: 0 });
      await expectNoChange(office, count + 1);
      expect(office.pbx.writes).toEqual([]);
    },
    1_500_000,
  );

  test("with one that cannot be read names it in code and output, and imports the rest", async () => {
    const office = await openOffice({
      pbx: {
        extensions: [phone("1000"), phone("1001"), phone("1002", { UserID: "" }), MENU],
        faults: ["html@GetConfig#every%1001"],
      },
    });
    plantPasswords(office);
    const exported = await exportAndTakeOver(office);
    expect(exported.code).toBe(3);
    expect(exported.output).toMatch(
      /warning: extension 1001 is not declared: it cannot be read: GetConfig of extension 1001/,
    );
    expect(exported.output).toMatch(/warning: extension 1002 is not declared: .*userId: must not be empty/);
    expect(exported.output).toContain("1 extension of other types is left out; --other-types declares them.");
    const code = readFileSync(join(office.stack.folder, "index.ts"), "utf8");
    expect(code).toMatch(/\/\/ {3}600: of the type MadeUpMenu\n\/\/ {3}1001 \(SIP\): it cannot be read: /);
    expect(await importAll(office)).toMatchObject({ code: 0 });
    await expectNoChange(office, 2);
  });
});

describe("import", () => {
  const program = `
    class Floor extends pulumi.ComponentResource { constructor(name, opts) { super("test:Floor", name, {}, opts); } }
    const house = new Floor("house");
    const floor = new Floor("floor", { parent: house });
    new SipExtension("reception", { extensionId: "1000", userId: "user-1000", elements: { VoicemailPin: process.env.PIN } }, { parent: floor });
    new SipExtension("sales", { extensionId: "1001", userId: "somebody else", password: process.env.GIVEN }, { protect: true });
    new SipExtension("new", { extensionId: "1002", userId: "user-1002" });
    new ozeki.Extension("menu", { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", xml: "<Members order='1'><Member>1000</Member></Members>" }, { parent: floor, protect: true });`;
  const environment = { PIN: "Marked-Pin-7", GIVEN: "Marked-Given-1" };

  test("takes a program as it is: its names, parents, protection, secrets; and says what is left to write", async () => {
    const office = await openOffice({
      program,
      environment,
      pbx: { extensions: [phone("1000"), phone("1001"), MENU] },
    });
    plantPasswords(office);
    const { code, output } = await importAll(office);
    expect(output).toContain("new (extension 1002) is not imported");
    expect(output).toContain(
      "sales (extension 1001): the program differs from the PBX in userId. The next `pulumi up` writes that.",
    );
    expect(output).toContain("3 extensions imported into stack dev.");
    expect(code).toBe(3);
    expect(office.pbx.writes).toEqual([]);
    expect(
      office.stack
        .extensions()
        .map(({ urn }) => urn.split("::").slice(2).join("::"))
        .sort(),
    ).toEqual([
      "pulumi-nodejs:dynamic/ozeki:SipExtension::sales",
      "test:Floor$test:Floor$pulumi-nodejs:dynamic/ozeki:Extension::menu",
      "test:Floor$test:Floor$pulumi-nodejs:dynamic/ozeki:SipExtension::reception",
    ]);
    const preview = await office.stack.preview();
    expect(preview.output).toMatch(/~ userId *: "user-1001" => "somebody else"/);
    expect(preview.output).toContain("1 to create");
    expect(preview.output).toContain("1 to update");
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("1001", "Password")).toBe("Marked-Given-1");
  });

  test("of one by its ID leaves the others; an ID that nobody declares is refused", async () => {
    const office = await openOffice({
      program,
      environment,
      pbx: { extensions: [phone("1000"), phone("1001"), MENU] },
    });
    plantPasswords(office);
    expect(await importAll(office, "1000")).toMatchObject({ code: 0 });
    expect(office.stack.extensions().map(({ id }) => id)).toEqual(["1000"]);
    const refused = await importAll(office, "1000", "4711");
    expect(refused.code).toBe(2);
    expect(refused.output).toContain("error: the program does not declare extension 4711: declare it");
    const again = await importAll(office, "1000");
    expect(again).toMatchObject({ code: 0 });
    expect(again.output).toContain("Extension 1000 is in the state already: nothing to import.");
  });

  test("of an extension that two resources declare takes one, and names both", async () => {
    const office = await openOffice({
      program: `
        new SipExtension("first", { extensionId: "1000", userId: "user-1000" });
        new SipExtension("second", { extensionId: "1000", userId: "user-1000" });`,
      pbx: { extensions: [phone("1000")] },
    });
    plantPasswords(office);
    const { code, output } = await importAll(office);
    expect(code).toBe(3);
    expect(output).toContain("second (extension 1000) is not imported: first declares the same extension");
    expect(office.stack.extensions().map(({ urn }) => urn.split("::").at(-1))).toEqual(["first"]);
  });

  test("leaves the state as it is, and no file, where Pulumi or the PBX fails, or it is ended", async () => {
    const office = await openOffice({
      program,
      environment,
      pbx: { extensions: [phone("1000"), phone("1001"), MENU] },
    });
    plantPasswords(office);
    const asked = await office.stack.ozeki(["import", "--stack", "dev"]);
    expect(asked.code).toBe(2);
    expect(asked.output).toContain("say it beforehand with --yes");
    const unknown = await office.stack.ozeki(["import", "--stack", "nothing", "--yes"]);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toMatch(
      /^error: the configuration of stack nothing cannot be read: no stack named 'nothing' found/,
    );

    office.requests();
    office.pbx.fail("hang@GetConfig#every");
    const hanging = office.stack.startOzeki(["import", "--stack", "dev", "--yes"]);
    await office.waitFor("GetConfig");
    process.kill(hanging.pid, "SIGTERM");
    const ended = await hanging.finished;
    expect(ended.output).toContain("Cancelled. The state was not changed.");
    expect(ended.code).toBe(130);
    office.pbx.clearFaults();

    await office.pbx.stop();
    office.stack.environment.OZEKI_MAX_RETRIES = "0";
    const down = await importAll(office);
    expect(down.code).toBe(1);
    expect(down.output).toMatch(/error: GetConfig of extension 1\d+ on \S+ failed: no connection to the PBX/);
    await office.pbx.restart();

    office.stack.program('new SipExtension("broken", { extensionId: 7, userId: "user" });');
    const broken = await importAll(office);
    expect(broken.code).toBe(1);
    expect(broken.output).toMatch(
      /error: the preview of stack dev failed, .* extensionId: is a number: write it in quotes/,
    );
    expect(office.stack.extensions()).toEqual([]);
    expect(leftImportFiles(office)).toEqual([]);
    expect(office.pbx.writes).toEqual([]);
  });

  (process.platform === "win32" ? test.skip : test)(
    "leaves no lock although Ctrl-C ends it as soon as Pulumi imports, and can be run again",
    async () => {
      const office = await openOffice({ pbx: { extensions: 50 } });
      await exportAndTakeOver(office);
      const running = office.stack.startOzeki(["import", "--stack", "dev", "--yes"]);
      await until(() => office.stack.commandLines().some((line) => line.includes("import --file")), "pulumi import");
      process.kill(running.pid, "SIGINT");
      const { code, output } = await running.finished;
      expect(output).toContain("Ended before it was done. Run it again");
      expect(code).toBe(130);
      expect(await importAll(office)).toMatchObject({ code: 0 });
      await expectNoChange(office, 51);
    },
  );

  (process.platform === "win32" ? test.skip : test)(
    "leaves no file although it is killed while Pulumi imports",
    async () => {
      const office = await openOffice({ pbx: { extensions: 200 } });
      await exportAndTakeOver(office);
      const running = office.stack.startOzeki(["import", "--stack", "dev", "--yes"]);
      await until(() => office.stack.commandLines().some((line) => line.includes("import --file")), "pulumi import");
      expect(office.stack.commandLines().filter((line) => line.includes("simulated-1000"))).toEqual([]);
      await office.stack.kill(running);
      expect(leftImportFiles(office)).toEqual([]);
      await office.stack.pulumi(["cancel", "--yes"]);
      expect(await importAll(office)).toMatchObject({ code: 0 });
      await expectNoChange(office, 201);
    },
  );
});

describe.each(["dynamic", "native"] as const)("diff, with the %s provider", (adapter) => {
  test("names what only the PBX has, and what only the state has", async () => {
    const office = await openOffice({
      adapter,
      pbx: { extensions: [phone("1001"), MENU] },
      program: `
        new SipExtension("reception", { extensionId: "1000", userId: "user" });
        new ozeki.Extension("menu", { extensionId: "700", type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });`,
    });
    plantPasswords(office);
    await office.stack.up();
    const diff = (...args: string[]) => office.stack.ozeki(["diff", "--stack", "dev", ...args]);
    const found = await diff();
    expect(found.code).toBe(3);
    expect(found.output).toMatch(/1001 +PBX only +SIP\n600 +PBX only +MadeUpMenu\n/);
    expect(found.output).not.toMatch(/^(1000|700) /m);
    office.pbx.extensions.remove("1000");
    expect(JSON.parse((await diff("--json", "--type", "SIP", "--exclude", "1001")).stdout)).toEqual([
      { id: "1000", where: "state only", what: "reception" },
    ]);
    const misspelt = await diff("--type", "sip", "--match", "1001");
    expect(misspelt.code).toBe(2);
    expect(misspelt.output).toContain("no extension is of the type sip; there are MadeUpMenu, SIP");
    office.pbx.extensions.remove("1001");
    office.pbx.extensions.remove("600");
    await office.stack.up("--refresh");
    expect(await diff()).toMatchObject({ code: 0, output: "The PBX and the state have the same extensions.\n" });
  });
});

describe("export", () => {
  test("overwrites nothing, and leaves nothing half-written", async () => {
    const office = await openOffice({ pbx: { extensions: 3, faults: ["hang@GetConfig#2-"] } });
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
    try {
      writeFileSync(join(folder, "index.ts"), "mine");
      const refused = await office.stack.ozeki(["export", "--url", office.pbx.origin, "--dir", folder]);
      expect(refused.code).toBe(2);
      expect(refused.output).toContain("is not empty, and nothing is overwritten");
      expect(office.requests()).toEqual([]);
      const running = office.stack.startOzeki(["export", "--url", office.pbx.origin, "--dir", join(folder, "new")]);
      await office.waitFor("GetConfig");
      process.kill(running.pid, "SIGINT");
      expect(await running.finished).toMatchObject({ code: 130 });
      expect(readdirSync(folder)).toEqual(["index.ts"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("doctor", () => {
  (process.platform === "win32" ? test.skip : test)("tidies up to the end, although Ctrl-C comes twice", async () => {
    const login = { username: "api", password: "Marked-Login" };
    const office = await openOffice({ pbx: { extensions: 3, faults: ["slow:3@AddConfig"], login } });
    office.plant("Marked-Login");
    Object.assign(office.stack.environment, { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "Marked-Login" });
    const ids = office.pbx.extensions.ids();
    const args = ["doctor", "--url", office.pbx.origin, "--probe", "9999", "--yes"];
    const running = office.stack.startOzeki(args);
    await office.waitFor("AddConfig");
    process.kill(running.pid, "SIGINT");
    await sleep(100);
    process.kill(running.pid, "SIGINT");
    const { code, output } = await running.finished;
    expect(output).toContain("Still tidying up.");
    expect(output).toContain("Ended before it was done.");
    expect(code).toBe(130);
    expect(office.pbx.extensions.ids()).toEqual(ids);
  });
});
