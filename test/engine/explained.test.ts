import { bothAdapters, longAdapters } from "../support/adapters";
import type { OfficeOptions } from "../support/office";
import { offices } from "../support/openOffices";

const openAnyOffice = offices();

const PROGRAM = `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`;

describe.each(longAdapters)("an error on the real engine, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("for a missing login names the code and the configuration keys", async () => {
    const office = await openOffice({
      program: PROGRAM,
      pbx: { login: { username: "office", password: "Marked-Login-1" } },
    });
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("AddConfig of extension 2000");
    expect(output).toContain("the PBX answered 304 (AuthenticationRequired)");
    expect(output).toContain("pulumi config set ozeki:username");
    expect(output).toContain("pulumi config set --secret ozeki:password");
    expect(office.requests()).toEqual(["AddConfig 2000 304"]);
  });

  test("for a wrong login does not repeat what was sent", async () => {
    const office = await openOffice({
      program: PROGRAM,
      pbx: { login: { username: "office", password: "Marked-Login-1" } },
    });
    office.plant("Marked-Login-1", "Marked-Wrong-1");
    office.stack.environment.OZEKI_USERNAME = "office";
    office.stack.environment.OZEKI_PASSWORD = "Marked-Wrong-1";
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("the PBX answered 305 (AuthenticationFailed)");
  });

  test("for a refused address says what to allow", async () => {
    const office = await openOffice({ program: PROGRAM, pbx: { deny: ["127.0.0.1"] } });
    const { code, output } = await office.stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("the PBX answered 307 (ForbiddenAddress)");
    expect(output).toContain("Allow the address of this machine");
  });

  test("is one line without a stack trace, in create, refresh and destroy", async () => {
    const office = await openOffice({ program: PROGRAM });
    await office.stack.up();
    office.pbx.deny = ["127.0.0.1"];
    for (const { output } of [await office.stack.refresh(), await office.stack.destroy()]) {
      expect(output).toContain("307");
      expect(output).not.toMatch(/^\s+at /m);
      expect(output).not.toContain("undefined");
      expect(output).not.toContain(".js:");
    }
    expect(office.stack.extensions()).toHaveLength(1);
  });
});

describe.each(longAdapters)("bad input, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  test("is told in the preview, one line a mistake, naming property and rule, and nothing is sent", async () => {
    const office = await openOffice({
      environment: { BAD: "Marked-Bad-\u0007-1" },
      program: `new SipExtension("sales", {
        extensionId: 2000, userId: "", password: process.env.BAD, enabled: "yes",
        elements: { UserID: "x", "no name": "y", LastIPAddress: "z" }, passwordVersion: 1, calls: 3,
      });`,
    });
    const { code, output } = await office.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('extensionId: is a number: write it in quotes, as "2000"');
    expect(output).toContain("userId: must not be empty");
    expect(output).toContain("password: has a character at position 12 that XML cannot carry (U+0007): remove it");
    expect(output).toContain("enabled: must be true or false, got a string");
    expect(output).toContain('"UserID" is held by the property userId');
    expect(output).toContain('"no name" is not a valid name of an XML element');
    expect(output).toContain('"LastIPAddress" is filled in by the PBX');
    expect(output).toContain("passwordVersion: asks for a new generated password");
    expect(output).toContain("calls: no such property");
    expect(office.requests()).toEqual([]);
  });

  test("in the configuration is told in the preview, with the command that mends it", async () => {
    const office = await openOffice({ program: PROGRAM });
    const previewWith = async (config: Record<string, unknown>) => {
      office.configure(config);
      return (await office.stack.preview()).output;
    };
    expect(await previewWith({ "ozeki:url": undefined })).toContain(
      "ozeki:url is not set: run `pulumi config set ozeki:url http://HOST:7780`",
    );
    office.plant("Marked-In-Url-1");
    const withLogin = await previewWith({ "ozeki:url": undefined });
    expect(withLogin).toContain("ozeki:url");
    expect(await previewWith({ "ozeki:url": office.pbx.origin, "ozeki:requestTimeout": "soon" })).toContain(
      "ozeki:requestTimeout must be a number greater than 0, up to 3600",
    );
    expect(await previewWith({ "ozeki:adress": "x" })).toContain("Unknown configuration key ozeki:adress.");
    expect(await previewWith({ "ozeki:username": "api" })).toContain("ozeki:username is set without ozeki:password");
    expect(office.requests()).toEqual([]);
  });

  test("an address that carries a password is refused without being printed", async () => {
    const office = await openOffice({ program: PROGRAM, config: { "ozeki:url": undefined } });
    office.configure({ "ozeki:url": undefined });
    office.stack.environment.OZEKI_URL = "http://api:Marked-In-Url-1@127.0.0.1:7780";
    office.plant("Marked-In-Url-1");
    const { code, output } = await office.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(/(ozeki:url|OZEKI_URL) contains a user name or a password/);
  });
});

describe.each(bothAdapters)("values that are not known yet, by the %s provider", (adapter) => {
  const openOffice = (options: OfficeOptions = {}) => openAnyOffice({ ...options, adapter });

  const unknowns = `
    const first = new SipExtension("first", { extensionId: "2000", userId: "sales" });
    new SipExtension("second", {
      extensionId: first.pbx.apply((pbx) => "9" + pbx.length),
      userId: first.pbx.apply((pbx) => "of " + pbx),
      enabled: first.pbx.apply((pbx) => pbx !== ""),
      elements: { Site: first.pbx, Plain: "text" },
      password: pulumi.secret(first.pbx.apply(() => process.env.GIVEN)),
    });`;
  const given = { environment: { GIVEN: "Marked-Given-1" } };

  test("pass through the preview, and the up that follows makes the extensions", async () => {
    const office = await openOffice({ ...given, program: unknowns });
    const preview = await office.stack.preview();
    expect(preview).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual([]);
    expect(await office.stack.upWithPreview()).toMatchObject({ code: 0 });
    const id = `9${office.pbx.origin.length}`;
    expect(office.text(id, "UserID")).toBe(`of ${office.pbx.origin}`);
    expect(office.text(id, "Site")).toBe(office.pbx.origin);
    expect(office.text(id, "Password")).toBe("Marked-Given-1");
    expect((await office.stack.up()).output).toContain("3 unchanged");
  });

  test("pass through a saved plan where the passwords are given", async () => {
    const program = unknowns.replace('userId: "sales"', "$&, password: process.env.GIVEN");
    const office = await openOffice({ ...given, program });
    expect(await office.stack.preview("--save-plan", "plan.json")).toMatchObject({ code: 0 });
    expect(await office.stack.up("--plan", "plan.json")).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(2);
  });

  test("a saved plan with a password that is yet to be generated is refused by the engine before anything is sent", async () => {
    const office = await openOffice({ program: PROGRAM });
    await office.stack.preview("--save-plan", "plan.json");
    const { code, output } = await office.stack.up("--plan", "plan.json");
    expect(code).not.toBe(0);
    expect(output).toContain("violates plan: properties changed: ++password[{[secret]}!={[secret]}]");
    expect(office.requests()).toEqual([]);
  });

  test("an ID that becomes unknown is shown as a replacement, and is none where it turns out the same", async () => {
    const office = await openOffice({ program: PROGRAM });
    await office.stack.up();
    office.stack.program(`
      new SipExtension("other", { extensionId: "3000", userId: "other" });
      // As if it came from a resource that is not made yet.
      const later = pulumi.runtime.isDryRun() ? pulumi.output(pulumi.unknown) : "2000";
      new SipExtension("sales", { extensionId: later, userId: "sales" });`);
    expect((await office.stack.preview()).output).toContain("replace");
    office.requests();
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["AddConfig 3000 200"]);
  });
});
