import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openOffice } from "../support/openOffice";
import { describeWithPython } from "../support/python";

const ROOT = join(__dirname, "..", "..");
const PLUGIN = join(ROOT, "dist", "plugin");

/** Python's packages are fetched where pip has not kept them. */
const WITH_INSTALLATION = 600_000;

const example = (file: string) => readFileSync(join(ROOT, "examples", "office-python", file), "utf8");
const PROGRAM = example("__main__.py");

const LOOK_UP = `
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

describeWithPython("a program in Python", () => {
  test(
    "is what the example shows, from up to destroy",
    async () => {
      const office = await openPythonOffice();
      const { stack } = office;
      const up = await stack.upWithPreview();
      expect(up).toMatchObject({ code: 0 });
      expect(up.output).not.toContain("warning");
      const numbers = ["1000", "1001", "1002", "1019"];
      expect(
        office
          .requests()
          .filter((request) => !request.startsWith("ListExtensions"))
          .sort(),
      ).toEqual(numbers.map((id) => `AddConfig ${id} 200`));
      expect(office.text("1000", "Password")).toBe("Marked-Reception-1");
      expect(office.text("1019", "Enabled")).toBe("false");
      const { stdout } = await stack.pulumi(["stack", "output", "--json"]);
      expect(JSON.parse(stdout)).toEqual({ passwords: { "1001": "[secret]", "1002": "[secret]" }, numbers });

      expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
      expect(await stack.driftGate()).toMatchObject({ code: 0 });
      office.requests();

      office.pbx.extensions.set({ ID: "3000", UserID: "porter", Password: "Marked-Porter-1" });
      stack.setSecret("receptionPassword", "Marked-Reception-2");
      stack.writeFile("__main__.py", `${PROGRAM.replace('"anna"', '"bob"')}${LOOK_UP}`);
      const preview = await stack.preview();
      expect(preview.output).toMatch(/~ password *: \[secret\] => \[secret\]/);
      expect(preview.output).toMatch(/~ userId *: "anna" => "bob"/);
      expect(preview.output).toContain("~ 2 to update");
      expect(preview.output).toMatch(/\+ porter *: \[secret\]/);
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(
        office
          .requests()
          .filter((request) => request.startsWith("ModifyConfig"))
          .sort(),
      ).toEqual(["ModifyConfig 1000 200", "ModifyConfig 1001 200"]);
      expect(office.text("1000", "Password")).toBe("Marked-Reception-2");

      office.pbx.extensions.setElement("1002", "UserID", "somebody");
      expect((await stack.refresh()).output).toMatch(/~ userId *: "balazs" => "somebody"/);
      expect(await stack.up()).toMatchObject({ code: 0 });
      expect(office.text("1002", "UserID")).toBe("balazs");

      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect(office.pbx.extensions.ids()).toEqual(["3000"]);
    },
    WITH_INSTALLATION,
  );
});
