import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const program = (more = "") => `
  new SipExtension("sales", {
    extensionId: "2000",
    userId: "sales",
    ${more}
  });`;

const existing = { ID: "2000", UserID: "somebody", Password: "Marked-Existing-1", Mailbox: "7" };
const secrets = { environment: { SALES_PASSWORD: "Marked-Sales-1", EXISTING_PASSWORD: "Marked-Existing-1" } };

describe.each(longAdapters)("an extension that exists on the PBX already, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("is refused where it differs, naming what differs and the ways on, and left as it is", async () => {
    const office = await openOffice({
      ...secrets,
      program: program("password: process.env.SALES_PASSWORD"),
      pbx: { extensions: [existing] },
    });
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain(
      `Extension 2000 already exists on ${office.pbx.origin} (code 703) with a different userId, password. Nothing was changed.`,
    );
    expect(output).toContain("adopt: true");
    expect(output).toContain("aliases");
    expect(office.requests()).toEqual(["AddConfig 2000 703", "GetConfig 2000 200"]);
    expect(office.text("2000", "UserID")).toBe("somebody");
    expect(office.stack.extensions()).toEqual([]);
  });

  test("is taken over with adopt: true, as declared, and keeps what nobody declared", async () => {
    const office = await openOffice({
      ...secrets,
      program: program("password: process.env.SALES_PASSWORD, adopt: true"),
      pbx: { extensions: [existing] },
    });
    const { code, output } = await office.stack.up();
    expect(code).toBe(0);
    expect(output).toContain(`Extension 2000 already existed on ${office.pbx.origin} and was adopted (adopt: true).`);
    expect(office.requests()).toEqual(["AddConfig 2000 703", "GetConfig 2000 200", "ModifyConfig 2000 200"]);
    expect(office.text("2000", "UserID")).toBe("sales");
    expect(office.text("2000", "Password")).toBe("Marked-Sales-1");
    expect(office.text("2000", "Mailbox")).toBe("7");
    expect((await office.stack.up()).output).toContain("2 unchanged");
  });

  test("keeps its password where it is adopted without one, and an update does not change it", async () => {
    const office = await openOffice({
      ...secrets,
      program: program("adopt: true"),
      pbx: { extensions: [existing] },
    });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Password")).toBe("Marked-Existing-1");
    expect((await office.stack.up()).output).toContain("2 unchanged");
    office.stack.program(program("adopt: true, enabled: false"));
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Enabled")).toBe("false");
    expect(office.text("2000", "Password")).toBe("Marked-Existing-1");
    expect(await office.stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("is kept, with a line that says so, where an earlier run made it and was cut off", async () => {
    const office = await openOffice({
      ...secrets,
      program: program("password: process.env.SALES_PASSWORD"),
      pbx: { extensions: [{ ID: "2000", UserID: "sales", Password: "Marked-Sales-1" }] },
    });
    const { code, output } = await office.stack.up();
    expect(code).toBe(0);
    expect(output).toContain(`Extension 2000 already exists on ${office.pbx.origin} exactly as declared: it was kept`);
    expect(office.requests()).toEqual(["AddConfig 2000 703", "GetConfig 2000 200"]);
  });

  test("with a generated password of this stack is recognised after the state was lost, one of another stack is not", async () => {
    const office = await openOffice({ program: program() });
    await office.stack.up();
    const password = office.text("2000", "Password");
    await office.stack.forget();
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Password")).toBe(password);
    expect((await office.stack.up()).output).toContain("2 unchanged");

    const other = await openOffice({
      program: program(),
      project: "other",
      config: { "ozeki:url": office.pbx.origin },
    });
    const { code, output } = await other.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("with a different password.");
  });

  test("of another type is refused by create, adopt, refresh and update, naming the type", async () => {
    const other = '<Config knownType="MadeUpQueueInfo"><ID>2000</ID><Members>1, 2</Members></Config>';
    const refused = 'Extension 2000 on ORIGIN is not a SIP extension: its knownType is "MadeUpQueueInfo"';
    const office = await openOffice({ program: program(), pbx: { extensions: [other] } });
    const expected = refused.replace("ORIGIN", office.pbx.origin);
    expect((await office.stack.up()).output).toContain(expected);
    office.stack.program(program("adopt: true"));
    expect((await office.stack.up()).output).toContain(expected);

    office.pbx.extensions.remove("2000");
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    office.pbx.extensions.set(other);
    const refresh = await office.stack.refresh();
    expect(refresh.code).not.toBe(0);
    expect(refresh.output).toContain(expected);
    office.stack.program(program("adopt: true, enabled: false"));
    expect((await office.stack.up()).output).toContain(expected);
    expect(office.pbx.extensions.get("2000")?.knownType).toBe("MadeUpQueueInfo");
    expect(office.stack.extensions()).toHaveLength(1);
  });
});
