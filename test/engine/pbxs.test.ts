import { Simulator } from "../../simulator";
import { bothAdapters, longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const STACK_PROGRAM = `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`;

describe.each(bothAdapters)("two PBXs in one stack, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("each get their own, with their own login, and the same ID twice is no conflict", async () => {
    const branch = await Simulator.start({ login: { username: "api", password: "Marked-Branch-Login-1" } });
    try {
      const office = await openOffice({
        environment: {
          OZEKI_CONNECTIONS: JSON.stringify({
            branch: { url: branch.origin, username: "api", password: "Marked-Branch-Login-1" },
          }),
        },
        program: `
          new SipExtension("main", { extensionId: "1000", userId: "main" });
          new SipExtension("branch", { extensionId: "1000", userId: "branch", connection: "branch" });`,
        pbx: { login: { username: "office", password: "Marked-Office-Login-1" } },
      });
      office.plant("Marked-Branch-Login-1");
      office.stack.environment.OZEKI_USERNAME = "office";
      office.stack.environment.OZEKI_PASSWORD = "Marked-Office-Login-1";
      office.plant("Marked-Office-Login-1");
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(office.text("1000", "UserID")).toBe("main");
      expect(branch.extensions.text("1000", "UserID")).toBe("branch");
      expect(office.stack.outputs("branch")).toMatchObject({ pbx: branch.origin });
      expect(await office.stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
      expect(await office.stack.destroy()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.size + branch.extensions.size).toBe(0);
    } finally {
      await branch.stop();
    }
  });

  test("an extension that goes to another connection is made there and removed here", async () => {
    const branch = await Simulator.start();
    try {
      const office = await openOffice({
        config: { "ozeki:connections": { branch: { url: branch.origin } } },
        program: STACK_PROGRAM,
      });
      await office.stack.up();
      office.stack.program(STACK_PROGRAM.replace("});", ', connection: "branch" });'));
      const { code, output } = await office.stack.up();
      expect(code).toBe(0);
      expect(output).toContain("+-1 replaced");
      expect(branch.extensions.ids()).toEqual(["2000"]);
      expect(office.pbx.extensions.ids()).toEqual([]);
    } finally {
      await branch.stop();
    }
  });

  test("a connection that has no entry is named in the preview, with the command that adds it", async () => {
    const office = await openOffice({
      program: STACK_PROGRAM.replace("});", ', connection: "branch" });'),
    });
    const { code, output } = await office.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('ozeki:connections has no entry "branch", which `connection` names; it has none yet.');
    expect(output).toContain("pulumi config set --path ozeki:connections.branch.url http://HOST:7780");
  });
});

describe.each(longAdapters)("a mistyped ozeki:url, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("that leads nowhere empties nothing: refresh, destroy and up fail and say where to look", async () => {
    const office = await openOffice({ program: STACK_PROGRAM, config: { "ozeki:maxRetries": "1" } });
    await office.stack.up();
    office.requests();
    // A port on which nothing listens: one that was just given back.
    const gone = await Simulator.start();
    await gone.stop();
    office.configure({ "ozeki:url": gone.origin });
    const program = `new SipExtension("sales", { extensionId: "2000", userId: "sales2" });`;
    office.stack.program(program);
    for (const command of [
      () => office.stack.refresh("--run-program"),
      () => office.stack.destroy("--run-program"),
      () => office.stack.up(),
    ]) {
      const { code, output } = await command();
      expect(code).not.toBe(0);
      expect(output).toContain(gone.origin);
      expect(office.stack.extensions()).toHaveLength(1);
    }
    expect((await office.stack.up()).output).toContain(
      `GetConfig of extension 2000 on ${gone.origin} failed after 2 attempts: no connection to the PBX (ECONNREFUSED: nothing listens at this address and port). Check that the PBX runs, that its address in ozeki:url is right`,
    );
    expect(office.requests()).toEqual([]);
    office.configure({ "ozeki:url": office.pbx.origin });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
  });

  test("that leads to an empty PBX empties nothing: both PBXs are named", async () => {
    const wrong = await Simulator.start();
    try {
      const office = await openOffice({ program: STACK_PROGRAM });
      await office.stack.up();
      office.configure({ "ozeki:url": wrong.origin });
      const refresh = await office.stack.refresh("--run-program");
      expect(refresh.code).not.toBe(0);
      expect(refresh.output).toContain(
        `Extension 2000 is recorded on ${office.pbx.origin}, but the configuration points to ${wrong.origin}`,
      );
      for (const run of [await office.stack.up(), await office.stack.destroy("--run-program")]) {
        expect(run.code).not.toBe(0);
        expect(run.output).toContain(office.pbx.origin);
        expect(run.output).toContain(wrong.origin);
      }
      expect(office.stack.extensions()).toHaveLength(1);
      expect(office.pbx.extensions.ids()).toEqual(["2000"]);
      expect(wrong.writes).toEqual([]);
    } finally {
      await wrong.stop();
    }
  });

  test("that leads to a PBX with another extension of that ID changes neither", async () => {
    const wrong = await Simulator.start({ extensions: [{ ID: "2000", UserID: "stranger" }] });
    try {
      const office = await openOffice({ program: STACK_PROGRAM });
      await office.stack.up();
      office.configure({ "ozeki:url": wrong.origin });
      const up = await office.stack.up();
      expect(up.code).not.toBe(0);
      expect(up.output).toContain("where this ID has a different userId, password");
      expect(await office.stack.up("--refresh")).not.toMatchObject({ code: 0 });
      expect(wrong.extensions.text("2000", "UserID")).toBe("stranger");
      expect(wrong.writes).toEqual([]);
      expect(office.stack.outputs("sales")).toMatchObject({ userId: "sales", pbx: office.pbx.origin });
    } finally {
      await wrong.stop();
    }
  });

  test("a PBX that moved to another address is followed, without a write", async () => {
    const office = await openOffice({ program: STACK_PROGRAM });
    await office.stack.up();
    const moved = await Simulator.start({ extensions: [office.pbx.extensions.get("2000")?.xml ?? ""] });
    try {
      office.configure({ "ozeki:url": moved.origin });
      expect(await office.stack.up()).toMatchObject({ code: 0 });
      expect(moved.commands()).toEqual(["GetConfig 2000 200"]);
      expect(office.stack.outputs("sales")).toMatchObject({ pbx: moved.origin });
      expect((await office.stack.up()).output).toContain("2 unchanged");
      expect(await office.stack.destroy()).toMatchObject({ code: 0 });
      expect(moved.extensions.size).toBe(0);
    } finally {
      await moved.stop();
    }
  });
});

describe.each(longAdapters)("destroy --run-program, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("uses today's configuration and program", async () => {
    const office = await openOffice({ program: STACK_PROGRAM });
    await office.stack.up();
    office.pbx.login = { username: "office", password: "Marked-Login-1" };
    const refused = await office.stack.destroy();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("the PBX answered 304 (AuthenticationRequired)");
    expect(refused.output).toContain("add --run-program");
    office.configure({ "ozeki:username": "office" });
    office.plant("Marked-Login-1");
    await office.stack.setSecret("ozeki:password", "Marked-Login-1");
    expect(await office.stack.destroy("--run-program")).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });
});
