import { bothAdapters, longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { openOffice as openAnyOffice } from "../support/openOffice";
import { unusedOrigin } from "../support/unusedOrigin";

const extension = (name: string, id: string, more = "", options = "{}") =>
  `new SipExtension("${name}", { extensionId: "${id}", userId: "user${id}", ${more} }, ${options});\n`;
const menu = (type: string, name: string) => `type: "${type}", knownType: "${type}Info", elements: { Name: "${name}" }`;
const stranger = (id: string) =>
  `<Config knownType="SIPExtensionInfo"><AuthorizationName>${id}</AuthorizationName><Password>Marked-Stranger-1</Password>` +
  `<Enabled>true</Enabled><ID>${id}</ID><UserID>anna</UserID></Config>`;

describe.each(bothAdapters)("a preview of creates, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("refuses an ID that an extension of the PBX has, and so does up, before anything is written", async () => {
    const office = await openOffice({
      pbx: { extensions: [stranger("1002")] },
      program: extension("one", "1001") + extension("two", "1002"),
    });
    office.plant("Marked-Stranger-1");
    const refused = await office.stack.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(`Extension 1002 already exists on ${office.pbx.origin}`);
    expect(refused.output).toContain("adopt: true");
    expect(refused.output).not.toMatch(/^\s+at /m);
    expect(office.allRequests()).toEqual(["ListExtensions 200", "GetConfig 1002 200"]);

    expect((await office.stack.upWithPreview()).code).not.toBe(0);
    expect(office.pbx.writes).toEqual([]);

    office.stack.program(extension("one", "1001") + extension("two", "1002", "adopt: true"));
    expect(await office.stack.upWithPreview()).toMatchObject({ code: 0 });
    expect(office.text("1002", "UserID")).toBe("user1002");
    office.requests();
    const after = await office.stack.preview("--expect-no-changes");
    expect(after).toMatchObject({ code: 0 });
    expect(office.allRequests()).toEqual([]);
  });

  test("refuses two resources of one ID, known at once or later, and names both", async () => {
    const office = await openOffice({ program: extension("first", "1001") + extension("second", "1001") });
    const assertRefused = async (id: string, ...names: string[]) => {
      const { code, output } = await office.stack.preview();
      expect(code).not.toBe(0);
      const twice = output
        .split("\n")
        .filter((line) => line.includes(`Extension ${id} `) && line.includes("is declared twice"));
      for (const name of names) {
        expect(twice).toContainEqual(expect.stringMatching(`\\b${name}\\b`));
      }
      expect(output).not.toMatch(/^\s+at /m);
      expect(office.pbx.writes).toEqual([]);
    };
    await assertRefused("1001", "first", "second");
    office.stack.program(`
      const id = pulumi.output(new Promise((resolve) => setTimeout(() => resolve("1002"), 50)));
      new SipExtension("third", { extensionId: id, userId: "user" });
      ${extension("fourth", "1002")}`);
    await assertRefused("1002", "third", "fourth");
  });
});

describe.each(longAdapters)("what a preview of creates asks the PBX, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("asks the PBX for one list, however many there are, and creates them all", async () => {
    const office = await openOffice({
      program: `for (let id = 1000; id < 1030; id++) new SipExtension("phone" + id, { extensionId: String(id), userId: "user" });`,
    });
    expect(await office.stack.preview()).toMatchObject({ code: 0 });
    expect(office.allRequests()).toEqual(["ListExtensions 200"]);
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.allRequests().filter((command) => command.startsWith("ListExtensions"))).toHaveLength(1);
    expect(office.pbx.extensions.size).toBe(30);
  });

  test("fails where the login is missing or wrong, and names the keys", async () => {
    const office = await openOffice({
      program: extension("one", "1001"),
      pbx: { login: { username: "office", password: "Marked-Login-1" } },
    });
    office.plant("Marked-Login-1", "Marked-Wrong-1");
    const missing = await office.stack.preview();
    expect(missing.code).not.toBe(0);
    expect(missing.output).toContain("(code 304)");
    expect(missing.output).toContain("pulumi config set ozeki:username");
    office.stack.environment.OZEKI_USERNAME = "office";
    office.stack.environment.OZEKI_PASSWORD = "Marked-Wrong-1";
    const sent = office.pbx.requests.length;
    const ofAnother = await office.stack.preview();
    expect(ofAnother.code).not.toBe(0);
    expect(ofAnother.output).toContain("OZEKI_USERNAME is not sent to the address in ozeki:url");
    expect(office.pbx.requests).toHaveLength(sent);
    office.stack.environment.OZEKI_URL = office.pbx.origin;
    const wrong = await office.stack.preview();
    expect(wrong.code).not.toBe(0);
    expect(wrong.output).toContain("(code 305)");
    expect(office.pbx.writes).toEqual([]);
  });

  test("goes on with one warning where the PBX does not answer", async () => {
    const office = await openOffice({
      program: extension("one", "1001") + extension("two", "1002") + extension("three", "1003"),
    });
    office.configure({ "ozeki:url": await unusedOrigin() });
    const { code, output } = await office.stack.preview();
    expect(code).toBe(0);
    expect(output).toContain("ECONNREFUSED");
    expect(output.match(/The preview did not check whether/g)).toHaveLength(1);
    expect(output).toContain("+ 4 to create");
  });

  test("does not refuse a rename, a crash's remains, or what --replace with deleteBeforeReplace carries out", async () => {
    const options = "{ deleteBeforeReplace: true }";
    const program = (enabled: boolean, name: string, menu: string) =>
      extension("phone", "1000", `enabled: ${enabled}`, options) +
      extension(name, "1001") +
      `new ozeki.Extension("menu", { extensionId: "700", ${menu} }, ${options});`;
    const office = await openOffice({ program: program(true, "old", menu("MadeUpMenu", "Main")) });
    const { stack } = office;
    await stack.up();
    const replaceAs = async (next: string, problem: string) => {
      stack.program(program(false, "new", next));
      const replace = ["phone", "menu"].flatMap((name) => ["--replace", stack.urnOf(name)]);
      const preview = await stack.preview(...replace);
      expect(preview).toMatchObject({ code: 0 });
      expect(preview.output).toContain(problem);
      return () => stack.upWithPreview(...replace);
    };
    const sameType = await replaceAs(menu("MadeUpMenu", "Night"), "with a different elements.Name.");
    expect(await stack.pulumi(["state", "delete", stack.urnOf("old"), "--yes"])).toMatchObject({ code: 0 });
    expect(await sameType()).toMatchObject({ code: 0 });
    expect(office.text("1000", "Enabled")).toBe("false");
    expect(office.text("700", "Name")).toBe("Night");
    expect(office.pbx.extensions.ids().sort()).toEqual(["1000", "1001", "700"]);
    expect(stack.extensionIds()).toEqual(expect.arrayContaining(["1000", "1001"]));

    const otherType = await replaceAs(menu("MadeUpQueue", "Night"), "is not of the declared type");
    expect(await otherType()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.get("700")?.knownType).toBe("MadeUpQueueInfo");
  });
});
