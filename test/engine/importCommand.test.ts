import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PBX_MENU, phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import type { Office } from "../support/office";
import { openOffice, openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";
import { until } from "../support/until";

const PROGRAM = `
  class Floor extends pulumi.ComponentResource { constructor(name, opts) { super("test:Floor", name, {}, opts); } }
  const house = new Floor("house");
  const floor = new Floor("floor", { parent: house });
  new SipExtension("reception", { extensionId: "1000", userId: "user-1000", elements: { VoicemailPin: process.env.PIN } }, { parent: floor });
  new SipExtension("sales", { extensionId: "1001", userId: "another user", password: process.env.GIVEN }, { protect: true });
  new SipExtension("new", { extensionId: "1002", userId: "user-1002" });
  new SipExtension("first", { extensionId: "1003", userId: "user-1003" });
  new SipExtension("second", { extensionId: "1003", userId: "user-1003" });
  new ozeki.Extension("menu", { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", xml: "<Members order='1'><Member>1000</Member></Members>" }, { parent: floor, protect: true });`;
const WITHOUT_SECOND = PROGRAM.replace(/^.*"second".*$/m, "");

const IMPORT = ["import", "--stack", "dev", "--yes"];
const importIds = (office: Office, ...ids: string[]) => recorded(office, office.stack.ozeki([...IMPORT, ...ids]));

const leftFiles = (office: Office) =>
  readdirSync(join(office.stack.folder, "tmp")).filter((name) => name.startsWith("pulumi-ozeki-import-"));

async function run() {
  const office = await openSharedOffice({
    program: PROGRAM,
    environment: { PIN: "Marked-Pin-7", GIVEN: "Marked-Given-1" },
    pbx: { extensions: [phoneInUse("1000"), phoneInUse("1001"), phoneInUse("1003"), PBX_MENU] },
  });
  plantPasswordsOf(office);
  const { stack, pbx } = office;
  const resources = () =>
    stack
      .extensions()
      .map(({ urn }) => urn.split("::").slice(2).join("::"))
      .sort();

  const one = await importIds(office, "1000");
  const afterOne = resources();
  const undeclared = await importIds(office, "1000", "4711");
  const oneAgain = await importIds(office, "1000");
  const all = await importIds(office);
  const afterAll = resources();
  const writes = pbx.writes.length;
  stack.program(WITHOUT_SECOND);
  const up = await recorded(office, stack.upWithPreview("--diff"));
  return { one, afterOne, undeclared, oneAgain, all, afterAll, writes, up, password: office.text("1001", "Password") };
}

describe("pulumi-ozeki import", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("of one ID takes that extension and no other, and finds nothing to do the second time", () => {
    expect(story.one).toMatchObject({ code: 0 });
    expect(story.afterOne).toEqual(["test:Floor$test:Floor$pulumi-nodejs:dynamic/ozeki:SipExtension::reception"]);
    expect(story.oneAgain).toMatchObject({ code: 0 });
    expect(story.oneAgain.output).toContain("Extension 1000 is already in the state. Nothing to import.");
  });

  test("of an ID that the program does not declare is refused", () => {
    expect(story.undeclared.code).toBe(2);
    expect(story.undeclared.output).toContain("error: the program does not declare extension 4711: declare it");
  });

  test("keeps the names, parents and protection of the program, and writes nothing", () => {
    expect(story.all.code).toBe(3);
    expect(story.all.output).toContain("3 extensions imported into stack dev.");
    expect(story.afterAll).toEqual([
      "pulumi-nodejs:dynamic/ozeki:SipExtension::first",
      "pulumi-nodejs:dynamic/ozeki:SipExtension::sales",
      "test:Floor$test:Floor$pulumi-nodejs:dynamic/ozeki:Extension::menu",
      "test:Floor$test:Floor$pulumi-nodejs:dynamic/ozeki:SipExtension::reception",
    ]);
    expect(story.writes).toBe(0);
  });

  test("names what is not on the PBX, and what the next up writes, which it then does", () => {
    expect(story.all.output).toContain("new (extension 1002) is not imported");
    expect(story.all.output).toContain(
      "sales (extension 1001): the program differs from the PBX in userId. The next `pulumi up` writes that.",
    );
    expect(story.up.code).toBe(0);
    expect(story.up.output).toMatch(/~ userId *: "user-1001" => "another user"/);
    expect(story.up.output).toMatch(/\+ 1 to create\s+~ 1 to update/);
    expect(story.password).toBe("Marked-Given-1");
  });

  test("of an extension that two resources declare takes the first, and names both", () => {
    expect(story.all.output).toContain("second (extension 1003) is not imported: first declares the same extension");
  });
});

describe("pulumi-ozeki import that fails", () => {
  test("leaves the state as it is, and no file: no confirmation, no such stack, a signal, a PBX that is down, a wrong program", async () => {
    const office = await openOffice({
      program: WITHOUT_SECOND,
      environment: { PIN: "Marked-Pin-7", GIVEN: "Marked-Given-1" },
      pbx: { extensions: [phoneInUse("1000"), phoneInUse("1001"), PBX_MENU] },
    });
    plantPasswordsOf(office);
    const { stack, pbx } = office;
    const unconfirmed = await stack.ozeki(["import", "--stack", "dev"]);
    expect(unconfirmed.code).toBe(2);
    expect(unconfirmed.output).toContain("pass --yes to confirm");
    const unknown = await stack.ozeki(["import", "--stack", "nothing", "--yes"]);
    expect(unknown.code).toBe(1);
    expect(unknown.output).toMatch(
      /^error: the configuration of stack nothing cannot be read: no stack named 'nothing' found/,
    );

    office.requests();
    pbx.fail("hang@GetConfig#every");
    const hanging = stack.startOzeki(IMPORT);
    await office.waitFor("GetConfig");
    process.kill(hanging.pid, "SIGTERM");
    const ended = await hanging.finished;
    expect(ended.output).toContain("Cancelled. The state was not changed.");
    expect(ended.code).toBe(130);
    pbx.clearFaults();

    await pbx.stop();
    stack.environment.OZEKI_MAX_RETRIES = "0";
    const down = await stack.ozeki(IMPORT);
    expect(down.code).toBe(1);
    expect(down.output).toMatch(/error: GetConfig of extension 1\d+ on \S+ failed: cannot connect to the PBX/);
    await pbx.restart();

    stack.program('new SipExtension("broken", { extensionId: 7, userId: "user" });');
    const broken = await stack.ozeki(IMPORT);
    expect(broken.code).toBe(1);
    expect(broken.output).toMatch(
      /error: the preview of stack dev failed, .* extensionId: must be a string, got a number: put it in quotes/,
    );
    expect(stack.extensions()).toEqual([]);
    expect(leftFiles(office)).toEqual([]);
    expect(pbx.writes).toEqual([]);
  });

  (process.platform === "win32" ? test.skip : test)(
    "leaves no lock and no file when it is killed or interrupted while Pulumi imports, and can be run again",
    async () => {
      const ids = Array.from({ length: 100 }, (_, index) => String(1000 + index));
      const office = await openOffice({
        pbx: { extensions: ids.map((ID) => ({ ID, UserID: "user" })) },
        program: `
          for (const extensionId of ${JSON.stringify(ids)}) {
            new SipExtension("phone" + extensionId, { extensionId, userId: "user" });
          }`,
      });
      const { stack } = office;
      const startImport = async () => {
        const running = stack.startOzeki(IMPORT);
        await until(() => stack.commandLines().some((line) => line.includes("import --file")), "pulumi import");
        return running;
      };
      const killed = await startImport();
      expect(stack.commandLines().filter((line) => line.includes("simulated-1000"))).toEqual([]);
      await stack.kill(killed);
      expect(leftFiles(office)).toEqual([]);
      await stack.pulumi(["cancel", "--yes"]);

      const interrupted = await startImport();
      process.kill(interrupted.pid, "SIGINT");
      const { code, output } = await interrupted.finished;
      expect(output).toContain("Cancelled. Run the command again to continue");
      expect(code).toBe(130);
      expect(leftFiles(office)).toEqual([]);

      expect(await stack.ozeki(IMPORT)).toMatchObject({ code: 0 });
      const preview = await stack.pulumi(["preview", "--expect-no-changes"]);
      expect(preview.output).toContain(`${ids.length + 1} unchanged`);
      expect(preview.code).toBe(0);
    },
  );
});
