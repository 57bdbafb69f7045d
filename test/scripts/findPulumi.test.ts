import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fakePulumi, timesAsked } from "./support/fakes";
import { writeProgram } from "./support/program";
import { Sandbox } from "./support/sandbox";

// Shell scripts stand in for executables, and Windows runs none of them.
const describePosix = process.platform === "win32" ? describe.skip : describe;

describePosix("scripts/pulumi-cli.mjs looks for a Pulumi CLI", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  test("and takes the one on PATH that is new enough", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    const { code, stdout, said } = await sandbox.run();
    expect(said).toEqual(["Pulumi 3.254.0, found on PATH."]);
    expect(stdout).toBe(`${sandbox.bin}\n`);
    expect(code).toBe(0);
  });

  test("and tells all about it as JSON", async () => {
    const pulumi = fakePulumi(sandbox.folder("opt"), "3.300.1");
    sandbox.env.PATH = `${sandbox.bin}:${sandbox.folder("opt")}`;
    const { stdout } = await sandbox.run(["--json"]);
    expect(JSON.parse(stdout)).toEqual({
      folder: sandbox.folder("opt"),
      version: "3.300.1",
      pulumi,
      env: { PATH: `${sandbox.folder("opt")}:${sandbox.env.PATH}:${dirname(process.execPath)}` },
      source: "path",
    });
  });

  test("and asks it once, however often a program needs it", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    const { code, stdout } = await sandbox.runModule(`
      const [one, two] = await Promise.all([ensurePulumi(), ensurePulumi()]);
      const three = await ensurePulumi({ say: console.log });
      console.log(one === two, two === three);
    `);
    expect(stdout).toBe("true true\n");
    expect(code).toBe(0);
    expect(timesAsked(sandbox.bin)).toBe(1);
  });

  test("and passes over one that is too old", async () => {
    const old = fakePulumi(sandbox.bin, "3.253.9");
    const folder = sandbox.folder("home", ".pulumi", "bin");
    fakePulumi(folder, "3.260.0");
    const { stdout, said } = await sandbox.run();
    expect(said).toEqual([
      `The Pulumi CLI ${old} is 3.253.9, and 3.254.0 or newer is needed: looking further.`,
      "Pulumi 3.260.0, found under ~/.pulumi.",
    ]);
    expect(stdout).toBe(`${folder}\n`);
  });

  test("and passes over one of a major version that nobody knows", async () => {
    fakePulumi(sandbox.bin, "4.0.0");
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    expect((await sandbox.run()).said[0]).toMatch(/ is 4\.0\.0, and 3\.254\.0 or newer is needed/);
  });

  test.each([
    [["pulumi-resource-pulumi-nodejs"], "lacks pulumi-language-nodejs"],
    [["pulumi-language-nodejs"], "lacks pulumi-resource-pulumi-nodejs"],
    [[], "lacks pulumi-language-nodejs and pulumi-resource-pulumi-nodejs"],
  ])("and passes over one that has only %j beside it", async (companions, problem) => {
    const bare = fakePulumi(sandbox.bin, "3.254.0", companions);
    sandbox.env.PATH = `${sandbox.bin}:${sandbox.folder("opt")}`;
    const whole = fakePulumi(sandbox.folder("opt"), "3.255.0", []);
    for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      writeProgram(sandbox.folder("home", ".pulumi", "bin"), name, "exit 0");
    }
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    const { code, said } = await sandbox.run();
    expect(said.slice(0, 2)).toEqual([
      `The Pulumi CLI ${bare} ${problem}: looking further.`,
      `The Pulumi CLI ${whole} ${problem}: looking further.`,
    ]);
    expect(timesAsked(sandbox.bin)).toBe(0);
    expect(code).toBe(1);
  });

  test("and takes one whose companions stand elsewhere on PATH, as the CLI does", async () => {
    fakePulumi(sandbox.bin, "3.254.0", ["pulumi-language-nodejs"]);
    writeProgram(sandbox.folder("opt"), "pulumi-resource-pulumi-nodejs", "exit 0");
    sandbox.env.PATH = `${sandbox.bin}:${sandbox.folder("opt")}`;
    expect((await sandbox.run()).stdout).toBe(`${sandbox.bin}\n`);
  });

  test("and takes one that is linked from where it stands with its companions", async () => {
    const pulumi = fakePulumi(sandbox.folder("cellar"), "3.254.0");
    symlinkSync(pulumi, join(sandbox.bin, "pulumi"));
    expect((await sandbox.run()).stdout).toBe(`${sandbox.bin}\n`);
  });

  test("and passes over one that fails", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    const broken = writeProgram(sandbox.bin, "pulumi", "echo No version is set >&2; exit 126");
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    expect((await sandbox.run()).said[0]).toBe(`The Pulumi CLI ${broken} does not tell its version: looking further.`);
  });

  test("and takes the newest that the Automation API installed", async () => {
    for (const version of ["3.254.0", "3.261.0", "3.9.0"]) {
      fakePulumi(sandbox.folder("home", ".pulumi", "versions", version, "bin"), version);
    }
    expect((await sandbox.run()).said).toEqual(["Pulumi 3.261.0, found under ~/.pulumi."]);
  });

  test("also under PULUMI_HOME", async () => {
    fakePulumi(sandbox.folder("elsewhere", "bin"), "3.254.0");
    sandbox.env.PULUMI_HOME = sandbox.folder("elsewhere");
    expect((await sandbox.run()).stdout).toBe(`${sandbox.folder("elsewhere", "bin")}\n`);
  });

  test("and in no relative folder of PATH", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    sandbox.env.PATH = "bin:";
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    expect((await sandbox.run()).code).toBe(1);
  });

  test("only where PULUMI_OZEKI_CLI lets it", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    sandbox.env.PULUMI_OZEKI_CLI = "home,cache";
    const { code, stdout, said } = await sandbox.run();
    expect(said).toEqual([
      "PULUMI_OZEKI_CLI=home,cache allows no way to get a Pulumi CLI that is here: unset it, or install Pulumi 3.254 or " +
        "newer from https://www.pulumi.com/docs/install/.",
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test("and leaves nothing behind", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    await sandbox.run();
    expect(sandbox.cached()).toEqual([]);
  });

  test("and refuses a way that it does not know", async () => {
    sandbox.env.PULUMI_OZEKI_CLI = "cache,biuld";
    const { code, said } = await sandbox.run();
    expect(said).toEqual(['PULUMI_OZEKI_CLI knows the ways path, home, cache, vendor, build, and not "biuld".']);
    expect(code).toBe(1);
  });

  test("and explains itself", async () => {
    const { code, stdout } = await sandbox.run(["--help"]);
    for (const word of ["PULUMI_OZEKI_CLI", "PULUMI_OZEKI_CACHE", "--json"]) expect(stdout).toContain(word);
    expect(code).toBe(0);
    expect((await sandbox.run(["--jsno"])).said).toEqual([expect.stringContaining("--jsno")]);
  });
});
