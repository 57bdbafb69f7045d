import { longAdapters } from "../support/adapters";
import type { Office } from "../support/office";
import { openSharedOffice } from "../support/openOffice";

const VALID = `new SipExtension("sales", { extensionId: "2000", userId: "sales" });`;

describe.each(longAdapters)("a preview, by the %s provider", (adapter) => {
  let office: Office;
  beforeAll(async () => {
    office = await openSharedOffice({ adapter, environment: { BAD: "Marked-Bad-\u0007-1" } });
    office.plant("Marked-In-Url-1");
  });
  const preview = async (program: string, config: Record<string, unknown> = {}) => {
    office.stack.program(program);
    office.configure(config);
    const { code, output } = await office.stack.preview();
    expect(code).not.toBe(0);
    expect(office.requests()).toEqual([]);
    return output;
  };

  test("reports every mistake of a resource in one line, with property and rule, and sends nothing", async () => {
    const output = await preview(`new SipExtension("sales", {
      extensionId: 2000, userId: "", password: process.env.BAD, enabled: "yes",
      elements: { UserID: "x", "no name": "y", LastIPAddress: "z" }, passwordVersion: 1, calls: 3,
    });`);
    expect(output).toContain("extensionId: must be a string, got a number: put it in quotes");
    expect(output).toContain("userId: must not be empty");
    expect(output).toContain("password: has a character at position 12 that XML cannot carry (U+0007): remove it");
    expect(output).toContain("enabled: must be true or false, got a string");
    expect(output).toContain('"UserID" is held by the property userId');
    expect(output).toContain('"no name" is not a valid name of an XML element');
    expect(output).toContain('"LastIPAddress" is filled in by the PBX');
    expect(output).toContain("passwordVersion: asks for a new generated password");
    expect(output).toContain('Unknown property "calls"');
  });

  test("reports every mistake of an extension of another type", async () => {
    const output = await preview(
      `new ozeki.Extension("menu", { extensionId: 600, type: "", knownType: "SIPExtensionInfo", xml: "<A>" });`,
    );
    expect(output).toContain("extensionId: must be a string, got a number: put it in quotes");
    expect(output).toContain("type: must not be empty");
    expect(output).toContain("use the resource SipExtension");
    expect(output).toContain("xml: must be elements one after the other");
  });

  test("reports a missing ozeki:url with the command that sets it", async () => {
    expect(await preview(VALID, { "ozeki:url": undefined })).toContain(
      "ozeki:url is not set: run `pulumi config set ozeki:url http://HOST:7780`, or set OZEKI_URL",
    );
  });

  test.each([
    [
      "a value out of range",
      { "ozeki:requestTimeout": "soon" },
      "ozeki:requestTimeout must be a number greater than 0, up to 3600",
    ],
    ["an unknown key", { "ozeki:adress": "x" }, "Unknown configuration key ozeki:adress."],
    ["a login without a password", { "ozeki:username": "api" }, "ozeki:password is missing"],
  ])("reports a mistake of the configuration, and sends nothing: %s", async (_, config, message) => {
    expect(await preview(VALID, config)).toContain(message);
  });

  test("refuses an address that carries a password, and does not print it", async () => {
    office.stack.environment.OZEKI_URL = "http://api:Marked-In-Url-1@127.0.0.1:7780";
    expect(await preview(VALID, { "ozeki:url": undefined })).toContain(
      "OZEKI_URL must not contain a user name or a password",
    );
  });

  test("names a connection without an entry, and the command that adds one", async () => {
    const output = await preview(VALID.replace("});", ', connection: "branch" });'));
    expect(output).toContain('ozeki:connections has no entry "branch", which `connection` names. It has none yet.');
    expect(output).toContain("pulumi config set --path ozeki:connections.branch.url http://HOST:7780");
  });
});
