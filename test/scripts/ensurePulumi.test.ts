import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IS_LONG, testLong } from "../support/adapters";
import { until } from "../support/until";
import { isAlive } from "./support/alive";
import { fakePulumi } from "./support/fakes";
import { Project } from "./support/project";
import { run } from "./support/run";
import { Sandbox } from "./support/sandbox";

// The fakes are shell scripts, which Windows does not run.
const describePosix = process.platform === "win32" ? describe.skip : describe;

const BUILT = `pulumi-3.274.1-node-3.68.0-${process.platform}-${process.arch}`;
const INSTALLED = `pulumi-3.274.1-node-3.274.1-${process.platform}-${process.arch}`;
const FILES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const INSTALLING = expect.stringMatching(
  /^Installing Pulumi 3\.274\.1 from get\.pulumi\.com into .*, once: some 300 MB\.$/,
);
const VENDOR_FAILED =
  "The vendor's installer failed: Failed to download https://get.pulumi.com/install.sh: fetch failed.";
const BUILDING = expect.stringMatching(
  /^Building Pulumi 3\.274\.1 with Go 1\.26\.8 into .*, once: about \d+ min on \d/,
);
const WAS_BUILT = expect.stringMatching(/^Pulumi 3\.274\.1 was built in \d+ s\. /);
const FROM_SOURCES = "Pulumi 3.274.1, built from its sources.";
const FROM_CACHE = "Pulumi 3.274.1, found in this project's cache.";
const INSTALL_GO =
  "Install Go 1.26.6 or newer from https://go.dev/dl/, or install Pulumi 3.254.0 or newer from " +
  "https://www.pulumi.com/docs/install/, then run this again.";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.env.PULUMI_OZEKI_CLI = "build";
});
afterEach(() => sandbox.remove());

const builtFolder = () => join(sandbox.cache, BUILT);
const builtFiles = () => readdirSync(builtFolder()).sort();

describePosix("scripts/pulumi-cli.mjs, where there is no Pulumi CLI", () => {
  test("builds one with Go where the vendor cannot be reached, into the cache and nowhere else", async () => {
    const go = sandbox.go();
    delete sandbox.env.PULUMI_OZEKI_CLI;
    const { code, stdout, logged } = await sandbox.run(["--json"]);
    expect(logged).toEqual([INSTALLING, VENDOR_FAILED, BUILDING, WAS_BUILT, FROM_SOURCES]);
    expect(JSON.parse(stdout)).toMatchObject({
      folder: builtFolder(),
      version: "3.274.1",
      pulumi: join(builtFolder(), "pulumi"),
      source: "build",
    });
    expect(code).toBe(0);
    expect(go.builds().map((call) => call.at(-1))).toEqual([
      "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ]);
    expect(go.builds()[1]).toContain("-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.274.1");
    expect(sandbox.cached()).toEqual([BUILT]);
    expect(builtFiles()).toEqual(FILES);
    for (const file of FILES) expect(statSync(join(builtFolder(), file)).mode & 0o111).toBe(0o111);
    expect(readdirSync(sandbox.temporary)).toEqual([]);
    expect(readdirSync(sandbox.home)).toEqual([]);
  });

  test("finds the one that it built from then on, without Go", async () => {
    const go = sandbox.go();
    await sandbox.run();
    go.forget();
    const { stdout, logged } = await sandbox.run();
    expect(logged).toEqual([FROM_CACHE]);
    expect(stdout).toBe(`${builtFolder()}\n`);
    expect(go.calls()).toEqual([]);
  });

  test("installs the vendor's CLI where the vendor can be reached", async () => {
    await sandbox.remove();
    sandbox = new Sandbox("works");
    const { code, stdout, logged } = await sandbox.run(["--yaml"]);
    expect(logged).toEqual([
      INSTALLING,
      expect.stringMatching(/^Pulumi 3\.274\.1 was installed in \d+ s\.$/),
      "Pulumi 3.274.1, installed from the vendor.",
    ]);
    expect(stdout).toBe(`${join(sandbox.cache, INSTALLED)}\n`);
    expect(code).toBe(0);
    expect(sandbox.cached()).toEqual([INSTALLED]);
    expect((await sandbox.run()).logged).toEqual([FROM_CACHE]);
  });

  test.each([
    ["has no such version", "failed to download v3\\.274\\.1"],
    ["sends a broken CLI", "Command failed with exit code 1: .*pulumi version"],
  ] as const)("builds one with Go where the vendor %s", async (vendor, problem) => {
    await sandbox.remove();
    sandbox = new Sandbox(vendor);
    sandbox.go();
    const { code, logged } = await sandbox.run();
    expect(logged[1]).toMatch(new RegExp(`^The vendor's installer failed: ${problem}\\.$`));
    expect(logged.at(-1)).toBe(FROM_SOURCES);
    expect(code).toBe(0);
    expect(sandbox.cached()).toEqual([BUILT]);
  });

  test("ignores Go settings for other work", async () => {
    sandbox.go();
    Object.assign(sandbox.env, { GOOS: "plan9", GOFLAGS: "-mod=vendor", GOWORK: "/elsewhere/go.work" });
    expect((await sandbox.run()).code).toBe(0);
  });

  test.each<[string, () => void, string]>([
    [
      "a file is missing",
      () => rmSync(join(builtFolder(), "pulumi-language-nodejs")),
      "pulumi-language-nodejs missing",
    ],
    ["the CLI is cut off", () => writeFileSync(join(builtFolder(), "pulumi"), ""), "does not report its version"],
  ])("builds it again where %s in the cache", async (_, damage, problem) => {
    sandbox.go();
    await sandbox.run();
    damage();
    const { code, logged } = await sandbox.run();
    expect(logged[0]).toMatch(new RegExp(`^The Pulumi CLI in ${builtFolder()} is not used: .*${problem}\\.$`));
    expect(logged.at(-1)).toBe(FROM_SOURCES);
    expect(code).toBe(0);
    expect(builtFiles()).toEqual(FILES);
    expect(sandbox.cached()).toEqual([BUILT]);
  });

  test("removes the temporary folders of processes that were killed a day ago, and not those of running ones", async () => {
    sandbox.go();
    const [old, young] = [".pulumi-ozeki-old", ".pulumi-ozeki-young"] as const;
    for (const name of [old, young]) mkdirSync(join(sandbox.cache, name), { recursive: true });
    utimesSync(join(sandbox.cache, old), new Date("2020-01-01"), new Date("2020-01-01"));
    await sandbox.run();
    expect(sandbox.cached()).toEqual([young, BUILT]);
  });
});

describePosix("scripts/pulumi-cli.mjs with --yaml and --python", () => {
  test("adds the language hosts to a CLI in the cache, once", async () => {
    const go = sandbox.go();
    await sandbox.run();
    go.forget();
    const { code, stdout, logged } = await sandbox.run(["--yaml", "--python"]);
    expect(logged).toEqual([
      expect.stringMatching(/^Building Pulumi's YAML language host 1\.25\.0 with Go 1\.26\.8 into .*, once\.$/),
      expect.stringMatching(/^pulumi-language-yaml was built in \d+ s\.$/),
      expect.stringMatching(
        /^Building this project's Python language host for Pulumi 3\.274\.1 with Go 1\.26\.8 into /,
      ),
      expect.stringMatching(/^pulumi-language-python was built in \d+ s\.$/),
      FROM_CACHE,
    ]);
    expect(stdout).toBe(`${builtFolder()}\n`);
    expect(code).toBe(0);
    const python = ["pulumi-language-python", "pulumi-language-python-exec"];
    expect(builtFiles()).toEqual([...FILES, "pulumi-language-yaml", ...python, "pulumi-language-python.source"].sort());
    for (const file of python) expect(statSync(join(builtFolder(), file)).mode & 0o111).toBe(0o111);
    expect(sandbox.cached()).toEqual([BUILT]);
    expect(await sandbox.run(["--yaml", "--python"])).toMatchObject({ code: 0, logged: [FROM_CACHE] });
    expect(go.builds()).toHaveLength(2);
  });

  test("builds the Python language host again, once, after its source changed", async () => {
    const go = sandbox.go();
    await sandbox.run(["--python"]);
    writeFileSync(join(builtFolder(), "pulumi-language-python.source"), "another");
    go.forget();
    for (let run = 0; run < 2; run++) expect(await sandbox.run(["--python"])).toMatchObject({ code: 0 });
    expect(go.builds()).toHaveLength(1);
  });

  test("rejects a CLI on PATH without the language host, and says what to do", async () => {
    fakePulumi(sandbox.bin, "3.254.0");
    sandbox.env.PULUMI_OZEKI_CLI = "path";
    const { code, logged } = await sandbox.run(["--yaml"]);
    expect(logged).toEqual([expect.stringMatching(/lacks pulumi-language-yaml\. Install it again from https:/)]);
    expect(code).toBe(1);
  });
});

describePosix("scripts/pulumi-cli.mjs, where no Pulumi CLI can be set up", () => {
  test("names the missing Go", async () => {
    const { code, stdout, logged } = await sandbox.run();
    expect(logged).toEqual([`The Pulumi CLI cannot be built: Go is not installed. ${INSTALL_GO}`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(sandbox.cached()).toEqual([]);
  });

  test("names a Go that is too old, and builds nothing", async () => {
    const go = sandbox.go({ version: "1.26.5" });
    const { code, logged } = await sandbox.run();
    const problem = `${join(sandbox.bin, "go")} is version 1.26.5, and 1.26.6 or newer is needed`;
    expect(logged.at(-1)).toBe(`The Pulumi CLI cannot be built: ${problem}. ${INSTALL_GO}`);
    expect(code).toBe(1);
    expect(go.builds()).toEqual([]);
  });

  test("prints the reason and the next step where the build fails, and the next run builds", async () => {
    const go = sandbox.go({ build: "fails" });
    const { code, stdout, logged } = await sandbox.run();
    expect(logged.slice(1)).toEqual([
      "  # example.com/module",
      "  module.go:1:1: no space left on device",
      "`go build` failed with exit code 1. Nothing was installed. Fix the problem above, or install Pulumi 3.254.0 or " +
        "newer from https://www.pulumi.com/docs/install/, then run this again.",
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(sandbox.cached()).toEqual([]);

    go.behave({ build: "works" });
    expect((await sandbox.run()).code).toBe(0);
    expect(sandbox.cached()).toEqual([BUILT]);
  });

  test("rejects a CLI that was built and does not run", async () => {
    sandbox.go({ build: "builds a broken CLI" });
    const { code, logged } = await sandbox.run();
    expect(logged.at(-1)).toMatch(/^The new Pulumi CLI cannot be used: .*pulumi does not report its version\.$/);
    expect(code).toBe(1);
    expect(sandbox.cached()).toEqual([]);
  });

  test("names the vendor when it cannot be reached and PULUMI_OZEKI_CLI allows no other source", async () => {
    sandbox.env.PULUMI_OZEKI_CLI = "vendor";
    const { code, logged } = await sandbox.run();
    expect(logged).toEqual([INSTALLING, VENDOR_FAILED, expect.stringMatching(/^No Pulumi CLI was found, and /)]);
    expect(code).toBe(1);
  });

  test("asks for `npm ci` where the packages are not installed", async () => {
    const project = new Project("fake");
    try {
      const { code, logged } = await run([join(project.root, "scripts/pulumi-cli.mjs")], sandbox.env).outcome;
      expect(logged).toEqual([
        expect.stringMatching(/^A package is missing \(.+\)\. Run `npm ci`, then run this again\.$/),
      ]);
      expect(code).toBe(1);
    } finally {
      await project.remove();
    }
  });

  test("names a cache that cannot be created", async () => {
    sandbox.go();
    writeFileSync(sandbox.cache, "a file");
    const { code, logged } = await sandbox.run();
    expect(logged).toEqual([
      `Cannot create ${sandbox.cache} (EEXIST). Set PULUMI_OZEKI_CACHE to a folder that you can write to.`,
    ]);
    expect(code).toBe(1);
  });
});

describePosix("scripts/pulumi-cli.mjs, while it installs", () => {
  const signals: readonly NodeJS.Signals[] = IS_LONG ? ["SIGINT", "SIGTERM", "SIGHUP"] : ["SIGINT"];
  test.each(signals)("ends what it started and removes it on %s", async (name) => {
    const go = sandbox.go({ build: "waits" });
    const first = sandbox.start();
    await until(() => go.waiting().length === 2, "the build");
    first.process.kill(name);
    expect(await first.outcome).toMatchObject({
      code: null,
      signal: name,
      stdout: "",
      logged: [BUILDING, "Interrupted. Temporary files were removed."],
    });
    expect(go.waiting().filter(isAlive)).toEqual([]);
    expect(sandbox.cached()).toEqual([]);

    go.open();
    expect((await sandbox.run()).logged.at(-1)).toBe(FROM_SOURCES);
    expect(sandbox.cached()).toEqual([BUILT]);
  });

  test("ends the vendor's installer on Ctrl-C, and removes what it installed", async () => {
    await sandbox.remove();
    sandbox = new Sandbox("is slow");
    const first = sandbox.start();
    const pidFile = join(sandbox.cache, "installer.pid");
    await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").endsWith("\n"), "the installer");
    process.kill(-Number(first.process.pid), "SIGINT");
    expect(await first.outcome).toMatchObject({
      code: null,
      signal: "SIGINT",
      logged: [INSTALLING, "Interrupted. Temporary files were removed."],
    });
    await until(() => !isAlive(Number(readFileSync(pidFile, "utf8"))), "the end of the installer");
    expect(sandbox.cached()).toEqual(["installer.pid"]);
  });

  testLong("leaves no CLI behind where it is killed, and the next run builds", async () => {
    const go = sandbox.go({ build: "waits" });
    const first = sandbox.start();
    await until(() => go.waiting().length === 2, "the build");
    first.process.kill("SIGKILL");
    await first.outcome;
    go.open();
    await until(() => !go.waiting().some(isAlive), "the end of Go");
    expect(sandbox.cached()).not.toContain(BUILT);
    expect((await sandbox.run()).logged.at(-1)).toBe(FROM_SOURCES);
  });

  testLong("can run twice at once: the second to finish uses the CLI of the first", async () => {
    const go = sandbox.go({ build: "waits" });
    const both = [sandbox.start(), sandbox.start()];
    await until(() => go.waiting().length === 4, "both builds");
    go.open();
    const outcomes = await Promise.all(both.map(({ outcome }) => outcome));
    expect(outcomes.map(({ code, stdout }) => ({ code, stdout }))).toEqual(
      Array(2).fill({ code: 0, stdout: `${builtFolder()}\n` }),
    );
    expect(outcomes.map(({ logged }) => logged.at(-1)).sort()).toEqual([FROM_SOURCES, FROM_CACHE].sort());
    expect(sandbox.cached()).toEqual([BUILT]);
    expect(builtFiles()).toEqual(FILES);
  });
});
