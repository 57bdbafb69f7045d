import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const MEMBERS = "<Members><Member>1000</Member><Member>1001</Member></Members>";

const menu = (more: string) => `
  new ozeki.Extension("menu", { extensionId: "600", type: "MadeUpMenu", knownType: "MadeUpMenuInfo", ${more} });`;

describe.each(["dynamic", "native"] as const)("an extension of another type, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("is made, read, changed and removed, and what nobody declares stays to the letter", async () => {
    const office = await openOffice({
      environment: { ACCESS_PIN: "Marked-Pin-4711" },
      program: menu(`elements: { Name: "Menu", AccessPin: process.env.ACCESS_PIN }, xml: "${MEMBERS}"`),
    });
    const { stack } = office;
    const preview = await stack.preview();
    expect(preview).toMatchObject({ code: 0 });
    expect(preview.output).toMatch(/AccessPin: \[secret\]/);
    expect(office.requests()).toEqual([]);
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 600 200"]);
    expect(stack.outputs("menu")).toMatchObject({ extensionId: "600", pbx: office.pbx.origin, xml: MEMBERS });

    office.pbx.extensions.addXml("600", '<Tree a="1"><Leaf /></Tree><Twin>1</Twin><Twin>2</Twin>');
    expect((await stack.up()).output).toContain("2 unchanged");
    expect(office.requests()).toEqual([]);
    expect(await stack.driftGate()).toMatchObject({ code: 0 });

    office.pbx.extensions.setElement("600", "Name", "Changed");
    office.pbx.extensions.setElement("600", "AccessPin", "Marked-Pin-0815");
    office.plant("Marked-Pin-0815");
    expect(await stack.driftGate()).not.toMatchObject({ code: 0 });
    const refresh = await stack.refresh();
    expect(refresh.output).toMatch(/~ Name *: "Menu" => "Changed"/);
    office.requests();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["GetConfig 600 200", "ModifyConfig 600 200"]);
    expect(office.text("600", "Name")).toBe("Menu");
    expect(office.text("600", "AccessPin")).toBe("Marked-Pin-4711");
    expect(office.pbx.extensions.get("600")?.xml).toMatch(
      /<Tree a="1">\s*<Leaf *\/>\s*<\/Tree>\s*<Twin>1<\/Twin>\s*<Twin>2/,
    );

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["RemoveConfig 600 200"]);
  });

  test("of another type under the same ID is made anew, the old one first", async () => {
    const office = await openOffice({ program: menu("") });
    await office.stack.up();
    office.requests();
    office.stack.program(menu("").replaceAll("MadeUpMenu", "MadeUpQueue"));
    const { code, output } = await office.stack.upWithPreview("--diff");
    expect(code).toBe(0);
    expect(output).toMatch(/~ type *: "MadeUpMenu" => "MadeUpQueue"/);
    expect(office.requests()).toEqual(["RemoveConfig 600 200", "AddConfig 600 200"]);
    expect(office.pbx.extensions.get("600")?.knownType).toBe("MadeUpQueueInfo");
  });

  test("shares the limit of requests at once, and the memory of what is declared, with SIP extensions", async () => {
    const office = await openOffice({
      config: { "ozeki:maxConcurrency": "2" },
      pbx: { latency: 30 },
      program: `
        for (let i = 0; i < 6; i++) {
          new ozeki.Extension("menu" + i, { extensionId: "60" + i, type: "MadeUpMenu", knownType: "MadeUpMenuInfo" });
          new SipExtension("phone" + i, { extensionId: "70" + i, userId: "user" });
        }`,
    });
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.pbx.mostConcurrent).toBe(2);
    office.stack.program(`${menu("")} new SipExtension("phone", { extensionId: "600", userId: "user" });`);
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toMatch(/Extension 600 on \S+ is declared twice|is not a SIP extension|is not of the declared type/);
    expect(office.pbx.extensions.ids().filter((id) => id === "600")).toEqual(["600"]);
  });

  test("that is declared wrongly is told in the preview, property by property, before anything is sent", async () => {
    const office = await openOffice({
      program: `new ozeki.Extension("menu", { extensionId: 600, type: "", knownType: "SIPExtensionInfo", xml: "<A>" });`,
    });
    const { code, output } = await office.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('extensionId: is a number: write it in quotes, as "600"');
    expect(output).toContain("type: must not be empty");
    expect(output).toContain("use the resource SipExtension");
    expect(output).toContain("xml: must be elements one after the other");
    expect(office.requests()).toEqual([]);
  });
});
