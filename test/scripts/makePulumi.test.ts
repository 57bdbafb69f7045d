import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { isAlive } from "./support/alive";
import { fakePulumi } from "./support/fakes";
import { Project } from "./support/project";
import { run } from "./support/run";
import { Sandbox } from "./support/sandbox";

// Shell scripts stand in for executables, and Windows runs none of them.
const describePosix = process.platform === "win32" ? describe.skip : describe;

const BUILT = `pulumi-3.274.1-node-3.68.0-${process.platform}-${process.arch}`;
const INSTALLED = `pulumi-3.274.1-node-3.274.1-${process.platform}-${process.arch}`;
const FILES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const YAML = ["pulumi-language-yaml"];
const PYTHON = ["pulumi-language-python", "pulumi-language-python-exec"];
const UNREACHABLE =
  "The vendor's host get.pulumi.com cannot be reached (ENOTFOUND): trying to build the Pulumi CLI with Go instead.";
const INSTALL = "install Pulumi 3.254 or newer from https://www.pulumi.com/docs/install/";

describePosix("scripts/pulumi-cli.mjs sets up a Pulumi CLI", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  describe("by a build with Go", () => {
    test("where the vendor's host cannot be reached", async () => {
      const go = sandbox.go();
      const { code, stdout, said } = await sandbox.run(["--json"]);
      expect(said).toEqual([
        UNREACHABLE,
        expect.stringMatching(/^Building Pulumi 3\.274\.1 with Go 1\.26\.8 into .*, once: about \d+ min on /),
        expect.stringMatching(/^Pulumi 3\.274\.1 is built \(\d/),
        "Pulumi 3.274.1, built from its sources.",
      ]);
      expect(JSON.parse(stdout)).toMatchObject({
        folder: join(sandbox.cache, BUILT),
        version: "3.274.1",
        pulumi: join(sandbox.cache, BUILT, "pulumi"),
        source: "built",
      });
      expect(code).toBe(0);
      expect(go.builds().map((call) => call.at(-1))).toEqual([
        "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      ]);
      expect(go.builds()[1]).toContain("-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.274.1");
    });

    test("and keeps the three files, that can be run, and nothing else", async () => {
      sandbox.go();
      await sandbox.run();
      expect(sandbox.cached()).toEqual([BUILT]);
      expect(readdirSync(join(sandbox.cache, BUILT)).sort()).toEqual(FILES);
      for (const file of FILES) expect(statSync(join(sandbox.cache, BUILT, file)).mode & 0o111).toBe(0o111);
      expect(readdirSync(sandbox.temporary)).toEqual([]);
    });

    test("and finds it in the cache from then on", async () => {
      const go = sandbox.go();
      await sandbox.run();
      go.forget();
      const { stdout, said } = await sandbox.run();
      expect(said).toEqual(["Pulumi 3.274.1, found in this project's cache."]);
      expect(stdout).toBe(`${join(sandbox.cache, BUILT)}\n`);
      expect(go.calls()).toEqual([]);
    });

    test("and adds to one in the cache what programs in YAML need, once, without building it again", async () => {
      const go = sandbox.go();
      await sandbox.run();
      go.forget();
      const { code, stdout, said } = await sandbox.run(["--yaml"]);
      expect(said).toEqual([
        expect.stringMatching(/^Building Pulumi's YAML language host 1\.25\.0 with Go 1\.26\.8 into .*, once\.$/),
        expect.stringMatching(/^pulumi-language-yaml is built \(\d/),
        "Pulumi 3.274.1, found in this project's cache.",
      ]);
      expect(stdout).toBe(`${join(sandbox.cache, BUILT)}\n`);
      expect(code).toBe(0);
      const packages = ["github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"];
      expect(go.builds().map((call) => call.at(-1))).toEqual(packages);
      expect(readdirSync(join(sandbox.cache, BUILT)).sort()).toEqual([...FILES, ...YAML].sort());
      expect(sandbox.cached()).toEqual([BUILT]);
      expect(await sandbox.run(["--yaml"])).toMatchObject({ code: 0, said: [said[2]] });
      expect(go.builds()).toHaveLength(1);
    });

    test("and adds what programs in Python need in the same way, with the script that runs them", async () => {
      const go = sandbox.go();
      await sandbox.run();
      go.forget();
      const { code, said } = await sandbox.run(["--python"]);
      expect(said).toEqual([
        expect.stringMatching(/^Building a Python language host .* Pulumi 3\.274\.1 with Go 1\.26\.8 into .*, once\.$/),
        expect.stringMatching(/^pulumi-language-python is built \(\d/),
        "Pulumi 3.274.1, found in this project's cache.",
      ]);
      expect(code).toBe(0);
      expect(readdirSync(join(sandbox.cache, BUILT)).sort()).toEqual(
        [...FILES, ...PYTHON, "pulumi-language-python.source"].sort(),
      );
      for (const file of PYTHON) expect(statSync(join(sandbox.cache, BUILT, file)).mode & 0o111).toBe(0o111);
      expect(await sandbox.run(["--python", "--yaml"])).toMatchObject({ code: 0 });
      expect(go.builds()).toHaveLength(2);
      // As an older version of this project left it.
      writeFileSync(join(sandbox.cache, BUILT, "pulumi-language-python.source"), "another");
      expect(await sandbox.run(["--python"])).toMatchObject({ code: 0 });
      expect(go.builds()).toHaveLength(3);
      expect(await sandbox.run(["--python"])).toMatchObject({ code: 0 });
      expect(go.builds()).toHaveLength(3);
    });

    test("and anew where what is in the cache is damaged", async () => {
      sandbox.go();
      await sandbox.run();
      rmSync(join(sandbox.cache, BUILT, "pulumi-language-nodejs"));
      const { code, said } = await sandbox.run();
      expect(said[0]).toBe(
        `The Pulumi CLI in ${join(sandbox.cache, BUILT)} is damaged (it lacks pulumi-language-nodejs): ` +
          "setting it up anew.",
      );
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
      expect(code).toBe(0);
      expect(readdirSync(join(sandbox.cache, BUILT)).sort()).toEqual(FILES);
      expect(sandbox.cached()).toEqual([BUILT]);
    });

    test("whatever Go is set to for other work", async () => {
      sandbox.go();
      Object.assign(sandbox.env, { GOOS: "plan9", GOFLAGS: "-mod=vendor", GOWORK: "/elsewhere/go.work" });
      expect((await sandbox.run()).code).toBe(0);
    });

    test("after a line that says what is wrong with the CLI that is here", async () => {
      sandbox.go();
      const old = fakePulumi(sandbox.bin, "3.100.0");
      const { said } = await sandbox.run();
      expect(said[0]).toBe(`The Pulumi CLI ${old} is 3.100.0, and 3.254.0 or newer is needed: looking further.`);
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
    });
  });

  describe("or fails with one line", () => {
    test("where there is no Go", async () => {
      const { code, stdout, said } = await sandbox.run();
      expect(said).toEqual([
        UNREACHABLE,
        `There is no Pulumi CLI here, and Go is not installed: ${INSTALL}, ` +
          "or Go 1.26.6 or newer from https://go.dev/dl/, then run this again.",
      ]);
      expect(stdout).toBe("");
      expect(code).toBe(1);
      expect(sandbox.cached()).toEqual([]);
    });

    test("where Go is too old, before it builds anything", async () => {
      const go = sandbox.go({ version: "1.26.5" });
      sandbox.env.PULUMI_OZEKI_CLI = "build";
      const { code, said } = await sandbox.run();
      expect(said).toEqual([
        `There is no Pulumi CLI here, and ${join(sandbox.bin, "go")} is Go 1.26.5: ${INSTALL}, ` +
          "or Go 1.26.6 or newer from https://go.dev/dl/, then run this again.",
      ]);
      expect(code).toBe(1);
      expect(go.builds()).toEqual([]);
    });

    test("where the build fails: nothing is half there, and the next call starts anew", async () => {
      const go = sandbox.go({ build: "fails" });
      sandbox.env.PULUMI_OZEKI_CLI = "build";
      const failed = await sandbox.run();
      const log = join(sandbox.cache, "build.log");
      expect(failed.said.slice(1)).toEqual([
        `The Pulumi CLI could not be built with Go (module.go:1:1: no space left on device; all of it is in ${log}): ` +
          `${INSTALL}, or mend that, then run this again.`,
      ]);
      expect(failed.code).toBe(1);
      expect(failed.stdout).toBe("");
      expect(sandbox.cached()).toEqual(["build.log"]);
      expect(readFileSync(log, "utf8")).toContain("# example.com/module");

      go.behave({ build: "works" });
      expect((await sandbox.run()).code).toBe(0);
      expect(sandbox.cached()).toEqual([BUILT]);
    });

    test("where what was built does not run", async () => {
      sandbox.go({ build: "makes a wreck" });
      sandbox.env.PULUMI_OZEKI_CLI = "build";
      const { code, said } = await sandbox.run();
      expect(said.slice(1)).toEqual(["The Pulumi CLI was set up, and it does not tell its version."]);
      expect(code).toBe(1);
      expect(sandbox.cached()).toEqual([]);
    });

    test("where only the vendor is asked, and cannot be reached", async () => {
      sandbox.go();
      sandbox.env.PULUMI_OZEKI_CLI = "vendor";
      const { code, said } = await sandbox.run();
      expect(said).toEqual([
        `The vendor's host get.pulumi.com cannot be reached (ENOTFOUND): ${INSTALL}, then run this again.`,
      ]);
      expect(code).toBe(1);
      expect(sandbox.cached()).toEqual([]);
    });

    test("where the project's packages are not installed", async () => {
      const project = new Project("quick");
      try {
        const { code, said } = await run([join(project.root, "scripts/pulumi-cli.mjs")], sandbox.env).outcome;
        expect(said).toEqual([
          "This project's packages are not installed: run `npm install` in its folder, then this again.",
        ]);
        expect(code).toBe(1);
      } finally {
        await project.remove();
      }
    });

    test("where the cache cannot be written", async () => {
      sandbox.go();
      writeFileSync(sandbox.cache, "a file");
      const { code, said } = await sandbox.run();
      expect(said).toEqual([
        `${sandbox.cache} cannot be written (EEXIST): set PULUMI_OZEKI_CACHE to a folder of yours.`,
      ]);
      expect(code).toBe(1);
    });
  });

  describe("by the vendor's installer", () => {
    const vendorSandbox = async (vendor: ConstructorParameters<typeof Sandbox>[0]) => {
      await sandbox.remove();
      sandbox = new Sandbox(vendor);
      return sandbox;
    };

    test("where the vendor's host can be reached, and keeps what this project runs of it", async () => {
      await vendorSandbox("works");
      const { code, stdout, said } = await sandbox.run();
      expect(said).toEqual([
        expect.stringMatching(/^Installing Pulumi 3\.274\.1 from the vendor into /),
        expect.stringMatching(/^Pulumi 3\.274\.1 is installed \(\d/),
        "Pulumi 3.274.1, installed from the vendor.",
      ]);
      expect(stdout).toBe(`${join(sandbox.cache, INSTALLED)}\n`);
      expect(code).toBe(0);
      expect(sandbox.cached()).toEqual([INSTALLED]);
      expect(readdirSync(join(sandbox.cache, INSTALLED)).sort()).toEqual([...FILES, ...YAML, ...PYTHON].sort());
      expect(readdirSync(sandbox.temporary)).toEqual([]);
      expect(readdirSync(sandbox.home)).toEqual([]);
    });

    test("and gives up on a host that never answers", async () => {
      (await vendorSandbox("silent")).go();
      const { code, said } = await sandbox.run();
      expect(said[0]).toBe(
        "The vendor's host get.pulumi.com cannot be reached (no answer within 5 s): " +
          "trying to build the Pulumi CLI with Go instead.",
      );
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
      expect(code).toBe(0);
    });

    test.each([
      ["has no such version", "failed to download v3.274.1"],
      ["sends a wreck", "Command failed with exit code 1: .*pulumi version"],
    ] as const)("and builds where the vendor %s", async (vendor, problem) => {
      (await vendorSandbox(vendor)).go();
      const { code, said } = await sandbox.run();
      expect(said[1]).toMatch(
        new RegExp(`^The vendor's installer failed \\(${problem}\\): trying to build .* with Go instead\\.$`),
      );
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
      expect(code).toBe(0);
      expect(sandbox.cached()).toEqual([BUILT]);
    });
  });

  describe("and is interrupted", () => {
    test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
      "by %s: all that it started ends, nothing stays",
      async (name) => {
        const go = sandbox.go({ build: "waits" });
        const one = sandbox.start();
        await until(() => go.waiting().length === 2, "the build");
        one.process.kill(name);
        expect(await one.outcome).toMatchObject({ code: null, signal: name, stdout: "" });
        expect(go.waiting().filter(isAlive)).toEqual([]);
        expect(sandbox.cached()).toEqual([]);

        go.open();
        expect((await sandbox.run()).said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
        expect(sandbox.cached()).toEqual([BUILT]);
      },
    );

    test("by SIGKILL: all that it started ends, and the next call clears what is left", async () => {
      const go = sandbox.go({ build: "waits" });
      const one = sandbox.start();
      await until(() => go.waiting().length === 2, "the build");
      one.process.kill("SIGKILL");
      await one.outcome;
      await until(() => !go.waiting().some(isAlive), "the end of Go");
      expect(sandbox.cached()).not.toContain(BUILT);

      go.open();
      const { code, said } = await sandbox.run();
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
      expect(code).toBe(0);
      expect(sandbox.cached()).toEqual([BUILT]);
    });

    test("while it waits for another: the other one goes on", async () => {
      const go = sandbox.go({ build: "waits" });
      const one = sandbox.start();
      await until(() => go.waiting().length === 2, "the build");
      const two = sandbox.start();
      await until(() => two.said().some((line) => line.endsWith("waiting for it.")), "the one that waits");
      two.process.kill("SIGINT");
      expect(await two.outcome).toMatchObject({ code: null, signal: "SIGINT" });
      go.open();
      expect((await one.outcome).code).toBe(0);
      expect(sandbox.cached()).toEqual([BUILT]);
    });
  });

  describe("and another does so too", () => {
    test("at the same time: it is built once", async () => {
      const go = sandbox.go({ build: "waits" });
      const one = sandbox.start();
      await until(() => go.waiting().length === 2, "the build");
      const two = sandbox.start();
      await until(() => two.said().some((line) => line.endsWith("waiting for it.")), "the one that waits");
      go.open();
      const [first, second] = await Promise.all([one.outcome, two.outcome]);
      expect(first.code).toBe(0);
      expect(second).toMatchObject({ code: 0, stdout: first.stdout });
      expect(second.said).toEqual([
        `Another process (${one.process.pid}) is setting up the Pulumi CLI in ${sandbox.cache}: waiting for it.`,
        "Pulumi 3.274.1, found in this project's cache.",
      ]);
      expect(go.builds()).toHaveLength(2);
      expect(sandbox.cached()).toEqual([BUILT]);
    });

    test("and is killed: the one that waits takes over", async () => {
      const go = sandbox.go({ build: "waits" });
      const one = sandbox.start();
      await until(() => go.waiting().length === 2, "the build");
      const two = sandbox.start();
      await until(() => two.said().some((line) => line.endsWith("waiting for it.")), "the one that waits");
      one.process.kill("SIGKILL");
      await until(() => go.waiting().length === 4, "the build");
      go.open();
      const { code, said } = await two.outcome;
      expect(said.at(-1)).toBe("Pulumi 3.274.1, built from its sources.");
      expect(code).toBe(0);
    });

    test("and left its folder behind long ago, on a machine that nobody knows: it is cleared; a young one is not", async () => {
      fakePulumi(sandbox.bin, "3.254.0");
      const old = join(sandbox.cache, ".00000000-1-0123abcd.part");
      const young = join(sandbox.cache, ".00000000-1-4567abcd.part");
      mkdirSync(old, { recursive: true });
      mkdirSync(young);
      utimesSync(old, new Date("2020-01-01"), new Date("2020-01-01"));
      await sandbox.run();
      expect(sandbox.cached()).toEqual([".00000000-1-4567abcd.part"]);
    });
  });
});
