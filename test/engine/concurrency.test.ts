import { Simulator } from "../../simulator";
import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const phones = (count: number, connection = "undefined") => `
  for (let index = 0; index < ${count}; index++) {
    const id = String(10000 + index);
    new SipExtension(${JSON.stringify(connection)} + id, { extensionId: id, userId: "user", connection: ${connection} });
  }`;

describe.each(longAdapters)("many extensions at once, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("500 are made, refreshed and removed with as many requests at once as ozeki:maxConcurrency allows", async () => {
    const office = await openOffice({
      program: phones(500),
      pbx: { latency: 20 },
      config: { "ozeki:maxConcurrency": "4" },
    });
    office.stack.environment.PULUMI_SKIP_CHECKPOINTS = "true";
    expect(await office.stack.up("--parallel", "64")).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(500);
    expect(office.pbx.mostConcurrent).toBe(4);
    expect(office.requests()).toHaveLength(500);
    expect(await office.stack.refresh("--parallel", "64", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(office.pbx.mostConcurrent).toBe(4);
    expect(await office.stack.destroy("--parallel", "64")).toMatchObject({ code: 0 });
    expect(office.pbx.mostConcurrent).toBe(4);
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("two PBXs have a limit each, and two logins on one PBX share its limit", async () => {
    const branch = await Simulator.start({ latency: 60 });
    try {
      const office = await openOffice({ pbx: { latency: 60 } });
      office.configure({
        "ozeki:maxConcurrency": "3",
        "ozeki:connections": {
          branch: { url: branch.origin },
          other: { url: office.pbx.origin, username: "other", password: "Marked-Login-1" },
        },
      });
      office.stack.program(`${phones(60)}${phones(60, '"branch"')}${phones(60, '"other"').replace("10000", "20000")}`);
      expect(await office.stack.up("--parallel", "64")).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.size).toBe(120);
      expect(branch.extensions.size).toBe(60);
      expect(office.pbx.mostConcurrent).toBe(3);
      expect(branch.mostConcurrent).toBe(3);
    } finally {
      await branch.stop();
    }
  });

  test("that wait for a PBX which does not answer say so a few times, not once each", async () => {
    const office = await openOffice({ program: phones(100), config: { "ozeki:maxRetries": "3" } });
    await office.pbx.stop();
    const { code, output } = await office.stack.up("--parallel", "100");
    expect(code).not.toBe(0);
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    expect(diagnostics.match(/does not answer: attempt/g)).toHaveLength(1);
  });
});

describe.each(longAdapters)("two stacks, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  const PROGRAM = (user: string) =>
    `new SipExtension("sales", { extensionId: "2000", userId: "${user}", password: process.env.GIVEN });`;
  const given = { environment: { GIVEN: "Marked-Given-1" } };

  test("two stacks that declare the same extension differently: the second is refused and says so", async () => {
    const first = await openOffice({ ...given, program: PROGRAM("first") });
    const second = await openOffice({
      ...given,
      program: PROGRAM("second"),
      project: "second",
      config: { "ozeki:url": first.pbx.origin },
    });
    expect(await first.stack.up()).toMatchObject({ code: 0 });
    const { code, output } = await second.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("already exists on");
    expect(output).toContain("with a different userId.");
    expect(first.text("2000", "UserID")).toBe("first");
  });

  test("two stacks that declare the same extension in the same way both keep it, and the second says so", async () => {
    const first = await openOffice({ ...given, program: PROGRAM("same") });
    const second = await openOffice({
      ...given,
      program: PROGRAM("same"),
      project: "second",
      config: { "ozeki:url": first.pbx.origin },
    });
    expect(await first.stack.up()).toMatchObject({ code: 0 });
    const { code, output } = await second.stack.up();
    expect(code).toBe(0);
    expect(output).toContain("exactly as declared: it was kept");
    expect(first.pbx.writes).toHaveLength(1);
  });

  test("with generated passwords the second is refused, since each stack knows its own making", async () => {
    const program = `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`;
    const first = await openOffice({ program });
    const second = await openOffice({ program, project: "second", config: { "ozeki:url": first.pbx.origin } });
    expect(await first.stack.up()).toMatchObject({ code: 0 });
    const { code, output } = await second.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("with a different password.");
  });
});
