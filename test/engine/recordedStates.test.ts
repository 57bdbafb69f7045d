import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isGenerated } from "../../provider/types/sipExtension/generatedPassword";
import type { Office } from "../support/office";
import { openOffice } from "../support/openOffice";

const FOLDER = join(__dirname, "..", "states");
const shapes = readdirSync(FOLDER).filter((name) => name.startsWith("shape-"));

/** A stack with a recorded state, beside a PBX that has what it had then. */
async function openRecorded(name: string): Promise<Office> {
  const recorded = (file: string) => readFileSync(join(FOLDER, name, file), "utf8");
  const office = await openOffice({ pbx: { extensions: JSON.parse(recorded("pbx.json")) as string[] } });
  office.stack.program(recorded("program.js"));
  office.stack.writeFile("state.json", recorded("state.json").replaceAll("http://127.0.0.1:7780", office.pbx.origin));
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
});
