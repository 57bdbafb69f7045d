import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isGenerated } from "../../provider/types/sipExtension/generatedPassword";
import type { Adapter } from "../support/adapters";
import { bothAdapters } from "../support/adapters";
import type { Office } from "../support/office";
import { openOffice } from "../support/openOffice";

const FOLDER = join(__dirname, "..", "states");
const shapes = readdirSync(FOLDER).filter((name) => name.startsWith("shape-"));

/** A stack with a recorded state, beside a PBX that has what it had then. */
async function openRecorded(name: string, state = "state.json", adapter: Adapter = "dynamic"): Promise<Office> {
  const recorded = (file: string) => readFileSync(join(FOLDER, name, file), "utf8");
  const office = await openOffice({ adapter, pbx: { extensions: JSON.parse(recorded("pbx.json")) as string[] } });
  office.stack.program(recorded("program.js"));
  office.stack.writeFile("state.json", recorded(state).replaceAll("http://127.0.0.1:7780", office.pbx.origin));
  expect(await office.stack.pulumi(["stack", "import", "--file", "state.json"])).toMatchObject({ code: 0 });
  return office;
}

describe("a recorded state", () => {
  test.each(shapes)("of %s is read, updated and destroyed by today's code", async (shape) => {
    const office = await openRecorded(shape);
    office.plant("Marked-Recorded-1", "Marked-Recorded-2");
    const passwords = () => ["1000", "0100"].map((id) => office.text(id, "Password"));
    const before = passwords();

    expect((await office.stack.up()).output).toContain("3 unchanged");
    expect(office.requests()).toEqual([]);
    expect(await office.stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(office.requests().sort()).toEqual(["GetConfig 0100 200", "GetConfig 1000 200"]);

    office.stack.environment.USER_ID = "front-desk";
    expect(await office.stack.up()).toMatchObject({ code: 0 });
    expect(office.requests()).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(passwords()).toEqual(before);

    expect(await office.stack.destroy()).toMatchObject({ code: 0 });
    expect(office.pbx.extensions.size).toBe(0);
  });

  test("of a password that was changed on the PBX remembers the generated one, which up restores", async () => {
    const office = await openRecorded("drifted-password");
    const { stdout } = await office.stack.pulumiShowingSecrets(["stack", "export", "--show-secrets"]);
    const generated = /"generatedPassword": \{[^}]*"plaintext": "\\"(\w+)\\""/.exec(stdout)?.[1] ?? "";
    office.plant("Marked-Weak-1", generated);
    expect((await office.stack.up()).output).toContain("1 updated");
    expect(office.requests()).toEqual(["GetConfig 1000 200", "ModifyConfig 1000 200"]);
    expect(isGenerated(generated, "1000")).toBe(true);
    expect(office.text("1000", "Password")).toBe(generated);
    expect(JSON.stringify(office.stack.outputs("reception"))).not.toContain("generatedPassword");
    expect((await office.stack.up("--refresh")).output).toContain("2 unchanged");
    expect(office.text("1000", "Password")).toBe(generated);
  });

  test.each(bothAdapters)(
    "of a weak password that an earlier build recorded by the %s provider keeps it, a new passwordVersion ends that, and an own password stays as the PBX has it",
    async (adapter) => {
      const office = await openRecorded("weakened-password", `state-${adapter}.json`, adapter);
      const ids = ["1000", "1001", "1002", "1003"] as const;
      const passwords = () => ids.map((id) => office.text(id, "Password"));
      const recorded = ["Marked-Weak-1000", "Marked-Weak-1001", "Marked-Own-1002", "Marked-Given-1003"];
      const own = ["Marked-Own-1002-changed", "Marked-Given-1003-changed"] as const;
      office.plant(...recorded, ...own);

      // The generated ones are lost, and an adopted phone looks the same: it must not be locked out.
      const kept = await office.stack.up("--refresh");
      expect(kept).toMatchObject({ code: 0, output: expect.stringContaining("5 unchanged") });
      expect(office.requests().sort()).toEqual(ids.map((id) => `GetConfig ${id} 200`));
      expect(passwords()).toEqual(recorded);

      // No refresh sees that these two were changed.
      for (const [index, id] of (["1002", "1003"] as const).entries()) {
        office.pbx.extensions.setElement(id, "Password", own[index] as string);
      }
      office.stack.environment.PASSWORD_VERSION = "2";
      office.stack.environment.DISABLED = "true";
      const update = await office.stack.up();
      expect(update).toMatchObject({ code: 0, output: expect.stringContaining("4 updated") });
      for (const id of ["1002", "1003"]) {
        expect(update.output).toContain(`The password of extension ${id} was changed on the PBX`);
        expect(office.text(id, "Enabled")).toBe("false");
      }
      const [first = "", second = "", ...others] = passwords();
      expect([isGenerated(first, "1000"), isGenerated(second, "1001")]).toEqual([true, true]);
      expect(others).toEqual(own);

      office.pbx.extensions.setElement("1000", "Password", "Marked-Weak-1000");
      const repair = await office.stack.up("--refresh", "--replace", office.stack.urnOf("adopted"));
      expect(repair.output).toContain("The password of extension 1000 was changed on the PBX");
      expect(repair.output).not.toMatch(/password of extension 100[23]/);
      expect(passwords()).toEqual([first, second, ...others]);
    },
  );
});
