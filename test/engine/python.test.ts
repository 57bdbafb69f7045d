import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffOf } from "../support/diffOf";
import { openOffice } from "../support/openOffice";
import { describeWithPython } from "../support/python";
import { recorded } from "../support/recordedRun";

const ROOT = join(__dirname, "..", "..");
const PLUGIN = join(ROOT, "dist", "plugin");

/** Python's packages are fetched where pip has not kept them. */
const WITH_INSTALLATION = 600_000;

const example = (file: string) => readFileSync(join(ROOT, "examples", "office-python", file), "utf8");
const PROGRAM = example("__main__.py");

const FUNCTION_CALL = `
porter = ozeki.get_sip_extension_output(extension_id="3000")
pulumi.export("porter", porter.password)
`;

async function openPythonOffice() {
  const office = await openOffice({ project: "office-python" });
  const { stack } = office;
  stack.environment.PIP_PREFER_BINARY = "1";
  stack.writeFile("Pulumi.yaml", example("Pulumi.yaml").replace("../../dist/plugin", PLUGIN));
  stack.writeFile("requirements.txt", example("requirements.txt"));
  stack.writeFile("__main__.py", PROGRAM);
  office.plant("Marked-Reception-1", "Marked-Reception-2", "Marked-Porter-1");
  stack.setSecret("receptionPassword", "Marked-Reception-1");
  const library = [
    "package",
    "gen-sdk",
    join(PLUGIN, "pulumi-resource-ozeki"),
    "--language",
    "python",
    "--out",
    "sdks",
  ];
  expect(await stack.pulumi(library)).toMatchObject({ code: 0 });
  expect(await stack.pulumi(["install"])).toMatchObject({ code: 0 });
  return office;
}

describeWithPython("the example in Python", () => {
  test(
    "creates, shows changes and drift, calls a function, imports, and removes what it created",
    async () => {
      const office = await openPythonOffice();
      const { stack, pbx } = office;
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
      stack.writeFile("__main__.py", `${PROGRAM.replace('"anna"', '"bob"')}${FUNCTION_CALL}`);
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
      expect(code).toContain('user_id="porter"');
      expect(code).not.toContain("password");
      stack.writeFile("__main__.py", `${PROGRAM.replace('"anna"', '"bob"')}${FUNCTION_CALL}\n${code}`);
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
});
