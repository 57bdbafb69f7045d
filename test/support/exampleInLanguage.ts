import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffOf } from "./diffOf";
import type { Office } from "./office";
import { openOffice } from "./openOffice";
import { recorded } from "./recordedRun";

const ROOT = join(__dirname, "..", "..");
const PLUGIN = join(ROOT, "dist", "plugin");

/** Libraries and their packages are fetched where they are not in the caches of the language. */
const WITH_INSTALLATION = 600_000;

/** An example in a language whose library is generated from the provider's schema: four phones, 1000 to 1002 and 1019. */
interface LanguageExample {
  /** As `pulumi package gen-sdk` names it. */
  readonly language: string;
  /** The folder of examples/. */
  readonly folder: string;
  /** The example's files apart from `Pulumi.yaml`; the program is the first one. */
  readonly files: readonly [string, ...string[]];
  /** Adds the output `porter`, the password of extension 3000, which a function reads. */
  withFunction(program: string): string;
  /** Adds what `pulumi import --out` wrote. */
  withImported(program: string, code: string): string;
  /** How that names the user of extension 3000. */
  readonly importedUser: RegExp;
  readonly environment?: Readonly<Record<string, string>>;
}

async function openExample({ language, folder, files, environment }: LanguageExample): Promise<Office> {
  const office = await openOffice({ project: folder });
  const { stack } = office;
  Object.assign(stack.environment, environment);
  const example = (file: string) => readFileSync(join(ROOT, "examples", folder, file), "utf8");
  stack.writeFile("Pulumi.yaml", example("Pulumi.yaml").replace("../../dist/plugin", PLUGIN));
  for (const file of files) {
    stack.writeFile(file, example(file));
  }
  office.plant("Marked-Reception-1", "Marked-Reception-2", "Marked-Porter-1");
  stack.setSecret("receptionPassword", "Marked-Reception-1");
  const plugin = join(PLUGIN, "pulumi-resource-ozeki");
  const library = ["package", "gen-sdk", plugin, "--language", language, "--out", "sdks"];
  expect(await stack.pulumi(library)).toMatchObject({ code: 0 });
  expect(await stack.pulumi(["install"])).toMatchObject({ code: 0 });
  return office;
}

/** Runs the example from `gen-sdk` to `destroy`, with planted passwords that are searched for. */
export function testExample(spec: LanguageExample): void {
  test(
    "creates, shows changes and drift, calls a function, imports, and removes what it created",
    async () => {
      const office = await openExample(spec);
      const { stack, pbx } = office;
      const [file] = spec.files;
      const program = readFileSync(join(stack.folder, file), "utf8");
      const numbers = ["1000", "1001", "1002", "1019"];
      const create = await recorded(office, stack.upWithPreview());
      expect(create.code).toBe(0);
      expect(create.output).not.toContain("warning");
      const writes = create.requests.filter((request) => !request.startsWith("ListExtensions"));
      expect(writes.sort()).toEqual(numbers.map((id) => `AddConfig ${id} 200`));
      expect(office.text("1000", "Password")).toBe("Marked-Reception-1");
      expect(office.text("1019", "Enabled")).toBe("false");
      const { stdout } = await stack.pulumi(["stack", "output", "--json"]);
      expect(JSON.parse(stdout)).toEqual({ passwords: { "1001": "[secret]", "1002": "[secret]" }, numbers });

      pbx.extensions.setElement("1002", "UserID", "visitor");
      const refresh = await recorded(office, stack.refresh());
      expect(diffOf(refresh.output, "sales-1002")).toMatch(/~ userId *: "balazs" => "visitor"/);
      // The stack, and the three that did not change.
      expect(refresh.output).toMatch(/~ 1 updated\s+4 unchanged/);

      pbx.extensions.set({ ID: "3000", UserID: "porter", Password: "Marked-Porter-1" });
      stack.setSecret("receptionPassword", "Marked-Reception-2");
      const changed = spec.withFunction(program.replace('"anna"', '"bob"'));
      stack.writeFile(file, changed);
      const update = await recorded(office, stack.upWithPreview("--diff"));
      expect(update.output).toMatch(/~ password *: \[secret\] => \[secret\]/);
      expect(update.output).toMatch(/~ userId *: "anna" => "bob"/);
      expect(update.output).toContain("~ 3 to update");
      expect(update.output).toMatch(/\+ porter *: \[secret\]/);
      const modified = update.requests.filter((request) => request.startsWith("ModifyConfig"));
      expect(modified.sort()).toEqual(["1000", "1001", "1002"].map((id) => `ModifyConfig ${id} 200`));
      expect(office.text("1000", "Password")).toBe("Marked-Reception-2");
      expect(office.text("1002", "UserID")).toBe("balazs");

      const listed = ["export", "--url", pbx.origin, "--match", "3000", "--import-file", "phones.json"];
      expect(await stack.ozeki(listed)).toMatchObject({ code: 0 });
      const files = ["--file", "phones.json", "--out", "imported.txt"];
      const imported = await recorded(office, stack.pulumi(["import", ...files, "--yes", "--protect=false"]));
      expect(imported).toMatchObject({ code: 0, output: expect.stringContaining("= 1 imported") });
      const code = readFileSync(join(stack.folder, "imported.txt"), "utf8");
      expect(code).toMatch(spec.importedUser);
      expect(code).not.toMatch(/password/i);
      stack.writeFile(file, spec.withImported(changed, code));
      const unchanged = await recorded(office, stack.upWithPreview("--expect-no-changes"));
      expect(unchanged.code).toBe(0);
      const written = [...imported.requests, ...unchanged.requests].filter((request) => !/^(Get|List)/.test(request));
      expect(written).toEqual([]);
      expect(office.text("3000", "Password")).toBe("Marked-Porter-1");

      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(pbx.extensions.ids()).toEqual([]);
    },
    WITH_INSTALLATION,
  );
}
