import { longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const PROGRAM = `
  new SipExtension("sales", {
    extensionId: "2000",
    userId: "sales",
    password: process.env.SALES_PASSWORD,
    elements: { CallerName: "Sales" },
  });`;

const sales = {
  program: PROGRAM,
  environment: { SALES_PASSWORD: "Marked-Sales-1" },
  pbx: { switches: { getConfigUsername: "returned" } },
} as const;

const changes = [
  ["UserID", "somebody", '"sales" => "somebody"', "userId"],
  ["AuthorizationName", "2000x", '"2000" => "2000x"', "authorizationName"],
  ["Username", "2000y", '"2000" => "2000y"', "username"],
  ["Enabled", "false", "true => false", "enabled"],
  ["CallerName", "Nobody", '"Sales" => "Nobody"', "CallerName"],
] as const;

describe.each(longAdapters)("drift, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });
  test("of each property is shown by refresh, property by property, and repaired by the next up", async () => {
    const office = await openOffice(sales);
    await office.stack.up();
    office.requests();
    const declared = changes.map(([element]) => office.text("2000", element));
    for (const [element, text] of changes) {
      office.pbx.extensions.setElement("2000", element, text);
    }
    const gate = await office.stack.driftGate();
    expect(gate.code).not.toBe(0);
    const refresh = await office.stack.refresh();
    for (const [, , shown, property] of changes) {
      expect(refresh.output).toMatch(new RegExp(`~ ${property} *: ${shown}`));
    }
    expect(office.requests().every((request) => request === "GetConfig 2000 200")).toBe(true);

    const repair = await office.stack.up();
    expect(repair.output).toContain("1 updated");
    expect(office.requests()).toEqual(["GetConfig 2000 200", "ModifyConfig 2000 200"]);
    expect(changes.map(([element]) => office.text("2000", element))).toEqual(declared);
  });

  test("of the password is shown as a change without its values, and repaired", async () => {
    const office = await openOffice(sales);
    office.plant("Marked-Drifted-1");
    await office.stack.up();
    office.pbx.extensions.setElement("2000", "Password", "Marked-Drifted-1");
    const refresh = await office.stack.refresh();
    expect(refresh.output).toContain("~ 1 updated");
    expect(refresh.output).toContain(`The password of extension 2000 was changed on the PBX ${office.pbx.origin}`);
    office.requests();
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["GetConfig 2000 200", "ModifyConfig 2000 200"]);
    expect(office.text("2000", "Password")).toBe("Marked-Sales-1");
  });

  test("is not seen where nobody declared the element, and in run-time values", async () => {
    const office = await openOffice(sales);
    await office.stack.up();
    office.pbx.extensions.setElement("2000", "LastIPAddress", "192.168.115.188:5060 (Udp)");
    office.pbx.extensions.setElement("2000", "UserAgentName", "Grandstream GXP2000 1.2.5.3");
    office.pbx.extensions.setElement("2000", "Mailbox", "7");
    const gate = await office.stack.refresh("--expect-no-changes");
    expect(gate).toMatchObject({ code: 0 });
  });

  test("is not seen in a Username that the PBX does not return", async () => {
    const office = await openOffice({ ...sales, pbx: {} });
    await office.stack.up();
    expect(await office.stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 2000 200", "GetConfig 2000 200"]);
  });

  test("an extension that was deleted outside is shown as gone, and made again", async () => {
    const office = await openOffice(sales);
    await office.stack.up();
    office.pbx.extensions.remove("2000");
    const refresh = await office.stack.refresh();
    expect(refresh.output).toContain("- 1 deleted");
    office.requests();
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 2000 200"]);
    expect(office.text("2000", "Password")).toBe("Marked-Sales-1");
  });

  test("an extension that was deleted outside is made again by an update that did not know", async () => {
    const office = await openOffice(sales);
    await office.stack.up();
    office.pbx.extensions.remove("2000");
    office.requests();
    office.stack.program(PROGRAM.replace('userId: "sales"', 'userId: "sales2"'));
    const { output, code } = await office.stack.up();
    expect(code).toBe(0);
    expect(output).toContain(`Extension 2000 was no longer on ${office.pbx.origin} and was created again.`);
    expect(office.requests()).toEqual(["GetConfig 2000 701", "AddConfig 2000 200"]);
  });

  test("is seen and repaired in one run by up --refresh", async () => {
    const office = await openOffice(sales);
    await office.stack.up();
    office.pbx.extensions.setElement("2000", "UserID", "somebody");
    office.requests();
    const { output, code } = await office.stack.up("--refresh");
    expect(code).toBe(0);
    expect(output).toContain("1 updated");
    expect(office.text("2000", "UserID")).toBe("sales");
    expect(office.pbx.writes.map(({ command }) => command)).toEqual(["ModifyConfig"]);
  });

  test("does not stop destroy --refresh, where one extension is gone and another changed", async () => {
    const office = await openOffice({
      ...sales,
      program: `${PROGRAM}\nnew SipExtension("gone", { extensionId: "2001", userId: "gone" });`,
    });
    await office.stack.up();
    office.pbx.extensions.setElement("2000", "Enabled", "false");
    office.pbx.extensions.remove("2001");
    expect(await office.stack.destroy("--refresh")).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
    expect(office.stack.extensions()).toEqual([]);
  });
});
