import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";
import { PostgresServer, postgresFolder } from "../support/postgresServer";

const programs = process.env.PULUMI_OZEKI_LONG === "1" ? postgresFolder() : undefined;
if (programs === undefined) {
  process.stdout.write("Skipped the tests on PostgreSQL: they need `npm run test:long` and an installed PostgreSQL.\n");
}

const PROGRAM = (user: string) => `
  new SipExtension("given", { extensionId: "2000", userId: "${user}", password: process.env.GIVEN });
  new SipExtension("generated", { extensionId: "2001", userId: "${user}" });`;

(programs === undefined ? describe.skip : describe).each(["dynamic", "native"] as const)(
  "a stack on PostgreSQL, by the %s provider",
  (adapter) => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await PostgresServer.start(programs ?? "");
    });
    // Registered before the offices' own hook, which still reads the database.
    afterAll(() => server?.stop());
    const openAnyOffice = offices();
    const openOffice = (options: OfficeOptions) =>
      openAnyOffice({ ...options, adapter, backend: server.backend, environment: { GIVEN: "Marked-Given-1" } });

    test("create, update, drift, refresh and destroy work, and the database holds no password in clear text", async () => {
      const office = await openOffice({ program: PROGRAM("first"), project: "lifecycle" });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(
        office.stack
          .extensions()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(["2000", "2001"]);
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
    });

    test("a killed run leaves a lock, which pulumi cancel removes, and the next up completes", async () => {
      const office = await openOffice({ program: PROGRAM("user"), project: "killed", pbx: { latency: 1500 } });
      const running = office.stack.start(["up", "--yes", "--skip-preview"]);
      await office.waitFor("AddConfig");
      await office.stack.kill(running);
      const locked = await office.stack.up();
      expect(locked.code).not.toBe(0);
      expect(locked.output).toContain("the stack is currently locked by 1 lock(s)");
      expect(await office.stack.pulumi(["cancel", "--yes"])).toMatchObject({ code: 0 });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.ids().sort()).toEqual(["2000", "2001"]);
    });

    test("a second administrator is locked out while the first one's up runs, and the first loses nothing", async () => {
      const office = await openOffice({ program: PROGRAM("user"), project: "two", pbx: { latency: 1500 } });
      const first = office.stack.start(["up", "--yes", "--skip-preview"]);
      await office.waitFor("AddConfig");
      const second = await office.stack.up();
      expect(second.code).not.toBe(0);
      expect(second.output).toContain("the stack is currently locked by 1 lock(s)");
      expect(await first.finished).toMatchObject({ code: 0 });
      expect(await office.stack.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 unchanged") });
    });
  },
);
