import { readFileSync } from "node:fs";
import type { Installation } from "../support/installation";

/** What an operation needs, and what a program that only declares must not pay for. */
const HEAVY = ["csv-parse", "undici", "fast-xml-parser", "xmlbuilder2", "@xmldom"];

/** Of what was loaded: the packages among {@link HEAVY}, and the names of a module. */
const REPORT = `
const report = (module) => console.log(JSON.stringify({
  names: Object.keys(module).filter((name) => !["default", "module.exports", "__esModule"].includes(name)).sort(),
  loaded: ${JSON.stringify(HEAVY)}.filter((name) =>
    Object.keys(require.cache).some((file) => file.replaceAll("\\\\", "/").includes("/node_modules/" + name + "/"))),
}));`;

const REPORT_ESM = `import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);${REPORT}`;

const NAMES = [
  "Extension",
  "NoSuchExtension",
  "SipExtension",
  "readSipExtensions",
  ...["getExtension", "getSipExtension", "listActiveCalls", "listExtensionTypes", "listExtensions"].flatMap((name) => [
    name,
    `${name}Output`,
  ]),
].sort();

export function imports(installed: () => Installation): void {
  test("by require gives the resource, and loads no HTTP and no XML library", async () => {
    const result = await installed().result("main.cjs", `${REPORT}\nreport(require("pulumi-ozeki"));`);
    expect(result).toEqual({ names: NAMES, loaded: [] });
  });

  test("by import gives the same", async () => {
    const program = `${REPORT_ESM}
      import { SipExtension } from "pulumi-ozeki";
      import * as all from "pulumi-ozeki";
      if (SipExtension !== require("pulumi-ozeki").SipExtension) throw new Error("two classes");
      report(all);`;
    expect(await installed().result("main.mjs", program)).toEqual({ names: NAMES, loaded: [] });
  });

  test("the provider's entry gives the provider, and loads none of them where nothing is to be created", async () => {
    const program = `${REPORT}
      const provider = require("pulumi-ozeki/provider");
      const { sipExtension } = provider;
      const inputs = { extensionId: "1000", userId: "reception", password: "Marked-Import-1" };
      (async () => {
        await sipExtension.configure({ config: { get: (key) => key === "ozeki:url" ? "http://127.0.0.1:1" : undefined } });
        const { inputs: checked, failures } = await sipExtension.check(inputs, inputs);
        if (failures.length > 0) throw new Error(JSON.stringify(failures));
        await sipExtension.diff("1000", { ...checked, pbx: "http://127.0.0.1:1" }, checked);
        report(provider);
      })();`;
    expect(await installed().result("provider.cjs", program)).toEqual({
      names: ["extension", "sipExtension"],
      loaded: [],
    });
  });

  test("a refresh loads what it needs: nothing that writes XML, and nothing of the simulator's", async () => {
    const program = `${REPORT}
      process.env.OZEKI_URL = "http://127.0.0.1:1";
      process.env.OZEKI_MAX_RETRIES = "0";
      const provider = require("pulumi-ozeki/provider");
      console.log = ((print) => (line) => line.startsWith("{") && print(line))(console.log);
      provider.sipExtension
        .read("1000", { extensionId: "1000", userId: "reception", password: "Marked-Import-1", pbx: "http://127.0.0.1:1" })
        .then(() => { throw new Error("nothing listens there"); }, () => report(provider));`;
    expect(await installed().result("operation.cjs", program)).toEqual({
      names: ["extension", "sipExtension"],
      loaded: ["undici", "fast-xml-parser"],
    });
  });

  test("the simulator's entry runs a PBX", async () => {
    const program = `
      import { Simulator } from "pulumi-ozeki/simulator";
      const pbx = await Simulator.start({ extensions: 3 });
      const answer = await fetch(pbx.origin + "/?Command=ListExtensions");
      console.log(JSON.stringify((await answer.text()).match(/(?<=<Id>)[^<]+/g)));
      await pbx.stop();`;
    expect(await installed().result("simulator.mjs", program)).toEqual(["1000", "1001", "1002"]);
  });

  test("nothing else can be imported", async () => {
    const program = `
      const attempts = ["pulumi-ozeki/dist/provider/index.js", "pulumi-ozeki/cli", "pulumi-ozeki/provider/index"];
      console.log(JSON.stringify(attempts.map((name) => {
        try { require(name); return name; } catch (error) { return error.code; }
      })));`;
    const refused = "ERR_PACKAGE_PATH_NOT_EXPORTED";
    expect(await installed().result("insides.cjs", program)).toEqual([refused, refused, refused]);
  });

  test("no file of it names a source map, or a folder of the machine that built it", () => {
    for (const file of [...installed().packageFiles(".js"), ...installed().packageFiles(".d.ts")]) {
      const text = readFileSync(file, "utf8");
      expect(text).not.toContain("sourceMappingURL");
      expect(text).not.toContain(process.cwd());
    }
  });
}
