import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testLong } from "../support/adapters";
import { PBX_MENU, phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import type { Office } from "../support/office";
import { openOffice, openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Pulumi's YAML
const IDS = ["0100", "1000", "Büro 1", 'quo"te', "${x.id}", "$$5", "yes", "1e3", "a: b # c", "*/", "日本"];

/** Exports the PBX as a project in YAML and makes it the one of the stack. */
async function exportYaml(office: Office, ...args: string[]) {
  const options = ["--url", office.pbx.origin, "--dir", "exported", "--name", "test", "--language", "yaml"];
  const run = await recorded(office, office.stack.ozeki(["export", ...options, ...args]));
  office.stack.useExported(join(office.stack.folder, "exported"));
  return run;
}

const importFile = (office: Office, ...args: string[]) =>
  recorded(office, office.stack.pulumi(["import", "--file", "import.json", "--generate-code=false", "--yes", ...args]));

/** An existing PBX whose extensions become a project in YAML. */
async function run() {
  const office = await openSharedOffice({
    adapter: "yaml",
    pbx: {
      extensions: [
        ...IDS.map((id) => phoneInUse(id)),
        phoneInUse("1001", { Enabled: "false", AuthorizationName: "other" }),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Pulumi's YAML
        phoneInUse("1002", { UserID: "a\"b'${phone.password}$$x: [y] \\n" }),
        PBX_MENU.replace("<Pin>", "<LastIPAddress>10.0.0.9</LastIPAddress><Pin>"),
      ],
    },
  });
  plantPasswordsOf(office);
  const { stack, pbx } = office;
  const exported = await exportYaml(office, "--other-types");
  const program = readFileSync(join(stack.folder, "Pulumi.yaml"), "utf8");
  const byCommand = await recorded(office, stack.ozeki(["import", "--stack", "dev", "--yes"]));
  const imported = await importFile(office);
  const unchanged = await recorded(office, stack.upWithPreview("--refresh", "--expect-no-changes"));
  const writesBefore = pbx.writes.length;
  stack.writeFile("Pulumi.yaml", program.replace('userId: "user-1000"', 'userId: "reception"'));
  const update = await recorded(office, stack.up());
  const destroy = await recorded(office, stack.destroy());
  return { exported, program, byCommand, imported, unchanged, writesBefore, update, destroy };
}

describe("an existing PBX as a project in YAML", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("export declares every extension, without a password", () => {
    expect(story.exported).toMatchObject({ code: 0 });
    expect(story.exported.output).toContain("exported declares 14 extensions: 13 SIP, 1 of other types.");
    expect(story.program).not.toContain("Marked");
  });

  test("pulumi-ozeki import leaves it to Pulumi's own import, and names the commands", () => {
    expect(story.byCommand.code).toBe(2);
    expect(story.byCommand.output).toContain(
      "error: this program uses the native plugin, whose extensions Pulumi itself imports. Nothing was imported. Run " +
        "`pulumi-ozeki export --stack dev --import-file FILE`, then `pulumi import --file FILE`",
    );
  });

  test("pulumi import takes all of it into the state, with any characters in IDs and names, and prints no password", () => {
    expect(story.imported).toMatchObject({ code: 0, output: expect.stringMatching(/= 14 imported/) });
  });

  test("preview, refresh and up find no change, and nothing was written", () => {
    expect(story.unchanged).toMatchObject({ code: 0 });
    expect(story.unchanged.output.match(/15 unchanged/g)).toHaveLength(2);
    expect(story.writesBefore).toBe(0);
  });

  test("up writes the one extension that the program changes, and destroy is refused", () => {
    expect(story.update).toMatchObject({ code: 0 });
    const writes = story.update.requests.filter((request) => !/^(Get|List)/.test(request));
    expect(writes).toEqual(["ModifyConfig 1000 200"]);
    expect(story.destroy.code).not.toBe(0);
    expect(story.destroy.output).toMatch(/protect/);
  });
});

// A minute of imports and previews of Pulumi.
testLong(
  "preview finds no change after export and import of 2,000 extensions as a project in YAML",
  async () => {
    const office = await openOffice({ adapter: "yaml", pbx: { extensions: 2_000 } });
    expect(await exportYaml(office)).toMatchObject({ code: 0 });
    office.stack.environment.PULUMI_SKIP_CHECKPOINTS = "true";
    expect(await importFile(office, "--skip-preview")).toMatchObject({ code: 0 });
    const preview = await office.stack.pulumi(["preview", "--expect-no-changes"]);
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("2001 unchanged") });
    expect(office.pbx.writes).toEqual([]);
  },
  600_000,
);
