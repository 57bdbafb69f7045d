import { bothAdapters, longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const program = (more = "") => `new SipExtension("sales", { extensionId: "2000", userId: "sales", ${more} });`;

describe.each(longAdapters)("a generated password, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("is strong, stays over previews, ups and refreshes, and is made anew by passwordVersion alone", async () => {
    const office = await openOffice({ program: program() });
    await office.stack.upWithPreview();
    const first = office.text("2000", "Password");
    expect(first).toMatch(/^[A-Za-z2-9]{30}$/);
    await office.stack.refresh();
    office.stack.program(program('enabled: false, authorizationName: "sales"'));
    await office.stack.up();
    expect(office.text("2000", "Password")).toBe(first);
    expect((await office.stack.up()).output).toContain("2 unchanged");

    office.stack.program(program("passwordVersion: 1"));
    expect((await office.stack.preview()).output).toMatch(/\+ passwordVersion/);
    await office.stack.up();
    const second = office.text("2000", "Password");
    expect(second).not.toBe(first);
    expect((await office.stack.up()).output).toContain("2 unchanged");
    office.stack.program(program("passwordVersion: 2"));
    await office.stack.up();
    expect(office.text("2000", "Password")).not.toBe(second);
  });

  test("that was changed on the PBX is seen by the drift gate, taken into the state by refresh, and left alone by up", async () => {
    const office = await openOffice({ program: program() });
    office.plant("Marked-By-Hand-1");
    await office.stack.up();
    office.pbx.extensions.setElement("2000", "Password", "Marked-By-Hand-1");
    expect(await office.stack.driftGate()).not.toMatchObject({ code: 0 });
    const refresh = await office.stack.refresh();
    expect(refresh.output).toContain("its password was changed on the PBX, not by this stack");
    expect(refresh.output).toContain("~ 1 updated");
    expect(await office.stack.driftGate()).toMatchObject({ code: 0 });
    office.requests();
    expect((await office.stack.up()).output).toContain("2 unchanged");
    expect(office.requests()).toEqual([]);
    expect(office.text("2000", "Password")).toBe("Marked-By-Hand-1");
  });

  test("is not made where a password is taken out of the program: the phone keeps the one it has", async () => {
    const office = await openOffice({
      program: program("password: process.env.GIVEN"),
      environment: { GIVEN: "Marked-Given-1" },
    });
    await office.stack.up();
    office.stack.program(program());
    expect((await office.stack.up()).output).toContain("2 unchanged");
    expect(office.text("2000", "Password")).toBe("Marked-Given-1");
  });

  test("gives way to one that the program gives", async () => {
    const office = await openOffice({ program: program(), environment: { GIVEN: "Marked-Given-1" } });
    await office.stack.up();
    office.stack.program(program("password: process.env.GIVEN"));
    await office.stack.up();
    expect(office.text("2000", "Password")).toBe("Marked-Given-1");
  });
});

describe.each(bothAdapters)("a password from the stack's configuration, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("and a secret element are encrypted wherever they stand", async () => {
    const office = await openOffice({
      environment: { ELEMENT: "Marked-Element-1" },
      program: `
        const config = new pulumi.Config();
        const sales = new SipExtension("sales", {
          extensionId: "2000", userId: "sales",
          password: config.requireSecret("sales"),
          elements: { VoicemailPin: pulumi.secret(process.env.ELEMENT) },
        });
        exports.login = sales.authorizationName;`,
    });
    office.plant("Marked-Config-1");
    await office.stack.setSecret("sales", "Marked-Config-1");
    expect(await office.stack.upWithPreview()).toMatchObject({ code: 0 });
    expect(office.text("2000", "Password")).toBe("Marked-Config-1");
    expect(office.text("2000", "VoicemailPin")).toBe("Marked-Element-1");
    office.pbx.extensions.setElement("2000", "VoicemailPin", "Marked-Element-2");
    office.plant("Marked-Element-2");
    await office.stack.refresh();
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.text("2000", "VoicemailPin")).toBe("Marked-Element-1");
  });
});
