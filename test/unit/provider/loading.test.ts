import { requiredFiles } from "../../support/requiredFiles";

const heavy = ["undici", "fast-xml-parser", "xmlbuilder2"];

const heavyAmong = (files: readonly string[]) =>
  heavy.filter((library) => files.some((file) => file.startsWith(`node_modules/${library}/`)));

const provider = `
const { sipExtension } = require("./provider/adapters/dynamic/provider.ts");
await sipExtension.configure({ config: { get: (key) => ({ "ozeki:url": "http://127.0.0.1:1", "ozeki:maxRetries": "0" })[key] } });
const declared = { extensionId: "1000", userId: "reception", password: "declared-password" };
const { inputs, failures } = await sipExtension.check(declared, declared);
if (failures.length > 0) throw new Error(failures[0].reason);
await sipExtension.diff("1000", { ...inputs, pbx: "http://127.0.0.1:1" }, { ...inputs, enabled: false });
`;

describe("what is loaded", () => {
  it("a program that declares extensions loads nothing that talks to a PBX", () => {
    const files = requiredFiles('require("./provider/index.ts")');
    expect(files).toContain("provider/resources/sipExtension.ts");
    // The table of configuration keys names those that must not be in clear text.
    const tables = /^provider\/(config\/(clearTextSecrets|configurationKeys)|api\/settings)\.ts$/;
    const unwanted = /^provider\/(adapters|api|config|lifecycle|secrets|functions\/(call|errors|reading))/;
    expect(files.filter((file) => unwanted.test(file) && !tables.test(file))).toEqual([]);
    expect(heavyAmong(files)).toEqual([]);
  });

  it("a preview that creates nothing loads no library for HTTP or XML: it runs check and diff", () => {
    const files = requiredFiles(provider);
    expect(files).toContain("provider/adapters/dynamic/provider.ts");
    expect(heavyAmong(files)).toEqual([]);
    expect(files.filter((file) => file.startsWith("node_modules/@pulumi/"))).toEqual([]);
  });

  it("a refresh and a destroy load no library that writes XML", () => {
    const state = '{ ...inputs, extensionId: "1001", pbx: "http://127.0.0.1:1" }';
    const files = requiredFiles(`${provider}
      await sipExtension.read("1001", ${state}).catch(() => undefined);
      await sipExtension.delete("1001", ${state}).catch(() => undefined);`);
    expect(heavyAmong(files)).toEqual(["undici", "fast-xml-parser"]);
  });

  it("a create loads all libraries for HTTP and XML", () => {
    const files = requiredFiles(
      `${provider} await sipExtension.create({ ...inputs, extensionId: "1001" }).catch(() => undefined);`,
    );
    expect(heavyAmong(files)).toEqual(heavy);
  });
});
