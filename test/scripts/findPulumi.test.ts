import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fakePulumi } from "./support/fakes";
import { writeProgram } from "./support/program";
import { Sandbox } from "./support/sandbox";

// The fakes are shell scripts, which Windows does not run.
const describePosix = process.platform === "win32" ? describe.skip : describe;

describePosix("scripts/pulumi-cli.mjs, where there is a Pulumi CLI", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  test("uses one on PATH that is new enough, and creates no files", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    const { code, stdout, logged } = await sandbox.run();
    expect(logged).toEqual(["Pulumi 3.254.0, found on PATH."]);
    expect(stdout).toBe(`${sandbox.bin}\n`);
    expect(code).toBe(0);
    expect(sandbox.cached()).toEqual([]);
  });

  test("prints it as JSON with --json", async () => {
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

  test.each(["3.253.9", "4.0.0"])("does not use version %s, and uses a newer one under ~/.pulumi", async (version) => {
    const old = fakePulumi(sandbox.bin, version);
    const folder = sandbox.folder("home", ".pulumi", "bin");
    fakePulumi(folder, "3.260.0");
    const { stdout, logged } = await sandbox.run();
    expect(logged).toEqual([
      `The Pulumi CLI in ${sandbox.bin} is not used: ${old} is version ${version}, and 3.254.0 or newer is needed.`,
      "Pulumi 3.260.0, found under ~/.pulumi.",
    ]);
    expect(stdout).toBe(`${folder}\n`);
  });

  test("does not use one without its plugins", async () => {
    fakePulumi(sandbox.bin, "3.254.0", ["pulumi-resource-pulumi-nodejs"]);
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    const { code, logged } = await sandbox.run();
    expect(logged[0]).toBe(`The Pulumi CLI in ${sandbox.bin} is not used: pulumi-language-nodejs missing.`);
    expect(code).toBe(1);
  });

  test("does not use one that cannot be run", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    const broken = writeProgram(sandbox.bin, "pulumi", "exit 126");
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    const { logged } = await sandbox.run();
    expect(logged[0]).toBe(`The Pulumi CLI in ${sandbox.bin} is not used: ${broken} cannot be run (exit code 126).`);
  });

  test("uses one whose plugins are elsewhere on PATH", async () => {
    fakePulumi(sandbox.bin, "3.254.0", ["pulumi-language-nodejs"]);
    writeProgram(sandbox.folder("opt"), "pulumi-resource-pulumi-nodejs", "exit 0");
    sandbox.env.PATH = `${sandbox.bin}:${sandbox.folder("opt")}`;
    expect((await sandbox.run()).stdout).toBe(`${sandbox.bin}\n`);
  });

  test("uses one that is a link to the folder with its plugins", async () => {
    const pulumi = fakePulumi(sandbox.folder("cellar"), "3.254.0");
    symlinkSync(pulumi, join(sandbox.bin, "pulumi"));
    expect((await sandbox.run()).stdout).toBe(`${sandbox.bin}\n`);
  });

  test("uses the newest that the Automation API installed", async () => {
    for (const version of ["3.254.0", "3.261.0", "3.9.0"]) {
      fakePulumi(sandbox.folder("home", ".pulumi", "versions", version, "bin"), version);
    }
    expect((await sandbox.run()).logged).toEqual(["Pulumi 3.261.0, found under ~/.pulumi."]);
  });

  test("uses none in a relative folder of PATH", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    sandbox.env.PATH = "bin:";
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    expect((await sandbox.run()).code).toBe(1);
  });

  test("uses only the sources that PULUMI_OZEKI_CLI allows", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    sandbox.env.PULUMI_OZEKI_CLI = "home,cache";
    const { code, stdout, logged } = await sandbox.run();
    expect(logged).toEqual([
      "No Pulumi CLI was found, and PULUMI_OZEKI_CLI=home,cache allows no other source. Unset it, or install Pulumi 3.254.0 or " +
        "newer from https://www.pulumi.com/docs/install/.",
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test("rejects an unknown source in PULUMI_OZEKI_CLI", async () => {
    sandbox.env.PULUMI_OZEKI_CLI = "cache,biuld";
    const { code, logged } = await sandbox.run();
    expect(logged).toEqual(['PULUMI_OZEKI_CLI: unknown source "biuld". Use path, home, cache, vendor, build.']);
    expect(code).toBe(1);
  });

  test("prints its help, and rejects an unknown option in one line", async () => {
    const { code, stdout } = await sandbox.run(["--help"]);
    for (const word of ["PULUMI_OZEKI_CLI", "PULUMI_OZEKI_CACHE", "--json"]) expect(stdout).toContain(word);
    expect(code).toBe(0);
    expect((await sandbox.run(["--jsno"])).logged).toEqual([expect.stringContaining("--jsno")]);
  });
});
