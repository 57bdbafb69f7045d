import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const IDS = ["0100", "1000", "Büro 1", 'quo"te', "a,b;c", "=1+1", "'@x", "x;=1+1"];

/** An existing PBX whose extensions are kept in a spreadsheet. */
async function run() {
  const office = await openSharedOffice({
    pbx: {
      extensions: [...IDS.map((id) => phoneInUse(id)), phoneInUse("1001", { Enabled: "false", UserID: "=cmd" })],
    },
  });
  plantPasswordsOf(office);
  const { stack, pbx } = office;
  const file = join(stack.folder, "extensions.csv");

  const options = ["--url", pbx.origin, "--dir", "exported", "--name", "test", "--csv"];
  const exported = await recorded(office, stack.ozeki(["export", ...options]));
  stack.useExported(join(stack.folder, "exported"));
  const program = readFileSync(join(stack.folder, "index.ts"), "utf8");
  const csv = readFileSync(file, "utf8");
  const imported = await recorded(office, stack.ozeki(["import", "--stack", "dev", "--yes"]));
  stack.skipTypeCheck();
  const unchanged = await recorded(office, stack.upWithPreview("--refresh", "--expect-no-changes"));
  const writesBefore = pbx.writes.length;

  // As Excel saves it where the comma is the decimal sign.
  const rows: string[][] = parse(csv, { bom: true });
  const resaved = stringify(rows, { delimiter: ";", record_delimiter: "windows" });
  writeFileSync(file, resaved.replaceAll("false", "FALSE").replace("1000;user-1000", "1000;reception"));
  const update = await recorded(office, stack.up());
  writeFileSync(file, resaved.replace("1000;user-1000;", "1000;;perhaps"));
  const broken = await recorded(office, stack.up());
  return { exported, program, csv, imported, unchanged, writesBefore, update, broken };
}

describe("extensions in a CSV file", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("export --csv writes a short program and a file for spreadsheets, without a password or a formula", () => {
    expect(story.exported).toMatchObject({ code: 0 });
    expect(story.program.trim().split("\n").length).toBeLessThanOrEqual(15);
    expect(story.csv).toMatch(/^\uFEFF"extensionId","userId","enabled"/);
    expect(story.csv).toContain('\r\n"0100","user-0100"');
    expect(story.csv).toContain(`"'=1+1",`);
    expect(story.csv).not.toMatch(/[\n,;"]=/);
    expect(story.csv + story.program).not.toContain("Marked");
  });

  test("import takes all of it into the state, and preview and up find no change", () => {
    expect(story.imported).toMatchObject({ code: 0 });
    expect(story.imported.output).toContain("9 extensions imported into stack dev.");
    expect(story.unchanged).toMatchObject({ code: 0 });
    expect(story.writesBefore).toBe(0);
  });

  test("up writes the one extension whose row was changed, after a spreadsheet has saved the file in its own way", () => {
    expect(story.update).toMatchObject({ code: 0 });
    const writes = story.update.requests.filter((request) => !/^(Get|List)/.test(request));
    expect(writes).toEqual(["ModifyConfig 1000 200"]);
  });

  test("mistakes stop the preview with line and column, before anything is sent", () => {
    expect(story.broken.code).not.toBe(0);
    expect(story.broken.output).toMatch(/extensions\.csv, line \d+, column userId: must not be empty/);
    expect(story.broken.output).toMatch(/extensions\.csv, line \d+, column enabled: must be true or false/);
    expect(story.broken.output).toContain("Nothing was registered. Correct the file, and run the command again.");
    expect(story.broken.output).not.toContain("at readSipExtensions");
    expect(story.broken.requests.filter((request) => !/^(Get|List)/.test(request))).toEqual([]);
  });
});
