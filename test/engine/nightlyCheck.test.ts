import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { phoneInUse, plantPasswordsOf } from "../support/existingPbx";
import { openSharedOffice } from "../support/openOffice";
import { recorded } from "../support/recordedRun";

const EXAMPLE = join(__dirname, "..", "..", "examples", "ci");

async function run() {
  const office = await openSharedOffice({
    pbx: { extensions: [phoneInUse("1001")] },
    program: `new SipExtension("reception", { extensionId: "1000", userId: "user" });
      new SipExtension("anna", { extensionId: "1001", userId: "user-1001", adopt: true });`,
  });
  plantPasswordsOf(office);
  const { stack, pbx } = office;
  await stack.up();
  copyFileSync(join(EXAMPLE, "check.mjs"), join(stack.folder, "check.mjs"));
  const folder = join(stack.folder, "reports");
  const check = (...args: string[]) => recorded(office, stack.node(["check.mjs", ...args]));
  const report = (name: string) => readFileSync(join(folder, name), "utf8");

  const same = await check("dev");
  const names = readdirSync(folder);
  pbx.extensions.setElement("1000", "Enabled", "false");
  pbx.extensions.set({ ID: "2000" });
  const different = await check("dev");
  const reports = [report("report.html"), report("report.md")];
  const noStack = await check("nowhere", "elsewhere");
  const noArguments = await check();
  return {
    same,
    names,
    different,
    reports,
    noStack,
    noArguments,
    elsewhere: existsSync(join(stack.folder, "elsewhere", "report.md")),
  };
}

describe("check.mjs of examples/ci", () => {
  let story: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    story = await run();
  });

  test("ends with 0 and writes both reports where nothing differs, and only reads", () => {
    expect(story.same).toMatchObject({ code: 0 });
    expect(story.names.sort()).toEqual(["report.html", "report.md"]);
    expect(story.same.requests.filter((request) => !/^(Get|List)/.test(request))).toEqual([]);
  });

  test("ends with 3 where something differs, and writes the reports again, without a password", () => {
    expect(story.different).toMatchObject({ code: 3 });
    for (const report of story.reports) {
      expect(report).toContain("2000");
      expect(report).toContain("enabled");
      expect(report).not.toContain("Marked");
    }
  });

  test("ends with another code where it could not look, and writes nothing", () => {
    expect([0, 3]).not.toContain(story.noStack.code);
    expect(story.noStack.output).toContain("nowhere");
    expect(story.elsewhere).toBe(false);
    expect(story.noArguments).toMatchObject({ code: 2 });
    expect(story.noArguments.output).toContain("usage: node check.mjs STACK [FOLDER]");
  });
});

test("the pipelines of examples/ci are YAML, and run check.mjs of the stack that the README names", () => {
  for (const name of ["github-actions.yml", "gitlab-ci.yml"]) {
    const text = readFileSync(join(EXAMPLE, name), "utf8");
    expect(Object.keys(parse(text))).not.toEqual([]);
    expect(text).toContain("node check.mjs live reports");
  }
});
