import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Office, OfficeOptions } from "../support/office";
import { openOffice } from "../support/openOffice";
import type { PostgresServer } from "../support/postgresServer";
import { describeOnPostgres } from "../support/postgresServer";

// The tests take longer on a machine that does much else.
jest.setTimeout(300_000);

const LOCKED = "the stack is currently locked by 1 lock(s)";
// The keys start with the name of the database.
const LOCK = /^the database, [^/]+\/\.pulumi\/locks\//;

const PROGRAM = (user: string) => `
  new SipExtension("given", { extensionId: "2000", userId: "${user}", password: process.env.GIVEN });
  new SipExtension("generated", { extensionId: "2001", userId: "${user}" });`;

/** The same program, which first waits until a file `go` is in its folder; meanwhile its run holds the lock. */
const WAITING_PROGRAM = (user: string) => `
  module.exports = async () => {
    console.log("the program is waiting");
    while (!require("node:fs").existsSync("go")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    ${PROGRAM(user)}
  };`;

for (const adapter of ["dynamic", "native"] as const) {
  describeOnPostgres(`a stack on PostgreSQL, by the ${adapter} provider`, (startServer) => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startServer();
    });
    // After the offices, which search the database when they close: every afterEach is before this.
    afterAll(() => server?.stop());
    const openOfficeOnPostgres = async (options: OfficeOptions): Promise<Office> => {
      const environment = { GIVEN: "Marked-Given-1" };
      const office = await openOffice({ ...options, adapter, backend: server.backend, environment });
      if (server.password !== undefined) {
        office.plant(server.password);
      }
      return office;
    };
    const locks = () => server.backend.stored().filter(([where]) => LOCK.test(where));

    test("create, update, drift, refresh and destroy work", async () => {
      const office = await openOfficeOnPostgres({ program: PROGRAM("first"), project: "lifecycle" });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.stack.extensionIds()).toEqual(["2000", "2001"]);
      office.stack.program(PROGRAM("second"));
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.text("2001", "UserID")).toBe("second");
      office.pbx.extensions.setElement("2000", "UserID", "drifted");
      expect(await office.stack.driftGate()).not.toMatchObject({ code: 0 });
      expect(await office.stack.refresh()).toMatchObject({ code: 0 });
      expect(office.stack.outputs("given").userId).toBe("drifted");
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.text("2000", "UserID")).toBe("second");
      expect(await office.stack.destroy()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.size).toBe(0);
      expect(office.stack.extensions()).toEqual([]);
    });

    // A short one: only in decoded text is it found, since the search for base64 leaves short pieces out.
    test("what the database stores is searched for passwords: a user ID is found in state and history", async () => {
      const office = await openOfficeOnPostgres({ program: PROGRAM("Find-1"), project: "searched" });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      const places = office.stack.placesOf(["Find-1"]);
      for (const folder of ["stacks", "history"]) {
        expect(places).toContainEqual(
          expect.stringMatching(`^Find-1 in the database, [^/]+/\\.pulumi/${folder}/searched/`),
        );
      }
    });

    test("a killed run leaves a lock, which pulumi cancel removes, and the next up completes", async () => {
      const office = await openOfficeOnPostgres({
        program: PROGRAM("user"),
        project: "killed",
        pbx: { latency: 1500 },
      });
      const running = office.stack.start(["up", "--yes", "--skip-preview"]);
      await office.waitFor("AddConfig");
      await office.stack.kill(running);
      expect(locks()).toHaveLength(1);
      office.requests();
      const locked = await office.stack.up();
      expect(locked.code).not.toBe(0);
      expect(locked.output).toContain(LOCKED);
      expect(locked.output).toContain("pulumi cancel");
      expect(office.requests()).toEqual([]);
      expect(await office.stack.pulumi(["cancel", "--yes"])).toMatchObject({ code: 0 });
      expect(locks()).toEqual([]);
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.ids().sort()).toEqual(["2000", "2001"]);
      expect(office.text("2000", "Password")).toBe("Marked-Given-1");
      expect(office.stack.extensionIds()).toEqual(["2000", "2001"]);
      expect(await office.stack.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 unchanged") });
    });

    test("a second administrator is locked out while an up runs, changes nothing, and can apply their change after it", async () => {
      const office = await openOfficeOnPostgres({ program: PROGRAM("before"), project: "two" });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      const second = office.cloneStack();
      second.program(`${PROGRAM("after")}\n new SipExtension("added", { extensionId: "2002", userId: "after" });`);

      office.stack.program(WAITING_PROGRAM("after"));
      const first = office.stack.start(["up", "--yes", "--skip-preview"]);
      try {
        await office.stack.waitForOutput(first, "the program is waiting");
        office.requests();
        const database = server.backend.stored();
        const pbx = pbxOf(office);
        expect(locks()).toHaveLength(1);
        for (const run of [await second.up(), await second.refresh(), await second.destroy()]) {
          expect(run.code).not.toBe(0);
          expect(run.output).toContain(LOCKED);
        }
        expect(office.requests()).toEqual([]);
        expect(pbxOf(office)).toEqual(pbx);
        expect(server.backend.stored()).toEqual(database);
      } finally {
        // Also where something above failed: no run is left waiting.
        writeFileSync(join(office.stack.folder, "go"), "");
        await first.finished;
      }
      expect(await first.finished).toMatchObject({ code: 0 });
      expect(locks()).toEqual([]);
      expect(office.text("2001", "UserID")).toBe("after");
      expect(await second.up()).toMatchObject({
        code: 0,
        output: expect.stringMatching(/\+ 1 created\s+3 unchanged/),
      });
      expect(office.stack.extensionIds()).toEqual(["2000", "2001", "2002"]);
      expect(office.pbx.extensions.ids().sort()).toEqual(["2000", "2001", "2002"]);
    });
  });
}

/** What the PBX has: the XML of each extension. */
function pbxOf(office: Office): (string | undefined)[] {
  return office.pbx.extensions.ids().map((id) => office.pbx.extensions.get(id)?.xml);
}
