import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeProgram } from "../scripts/support/program";
import { DemoRun } from "./support/demoRun";
import { ROOT } from "./support/tarball";

// A shell script replaces npm.
const onPosix = process.platform === "win32" ? describe.skip : describe;

let demo: DemoRun;
let clone: string;
beforeEach(() => {
  demo = new DemoRun();
  clone = join(demo.bin, "..", "clone");
  mkdirSync(clone);
  for (const name of ["scripts", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  }
  writeProgram(demo.bin, "npm", `echo "$@" >> "${demo.bin}/calls.log"\necho "npm error code EDISK"\nexit 7`);
});
afterEach(() => demo.remove());

const run = () => demo.run({ root: clone, environment: { PATH: demo.bin } });

const npmCalls = () => {
  const log = join(demo.bin, "calls.log");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
};

onPosix("the demo on a clone", () => {
  test("in which nothing is installed: calls npm ci, and tells what it said and its exit code", async () => {
    expect(await run()).toEqual({ code: 7, signal: null });
    expect(npmCalls()).toEqual(["ci --no-audit --no-fund"]);
    expect(demo.errors().trim().split("\n").slice(1)).toEqual([
      "npm error code EDISK",
      "`npm ci` failed. Fix the problem above, then run this again.",
    ]);
  });

  test("in which an installation was interrupted: calls npm ci again", async () => {
    mkdirSync(join(clone, "node_modules", "typescript"), { recursive: true });
    expect(await run()).toMatchObject({ code: 7 });
  });

  test("in which another version of a package is installed: calls npm ci again", async () => {
    writeInstalled((packages) => {
      packages["node_modules/typescript"] = { version: "5.0.2" };
    });
    expect(await run()).toMatchObject({ code: 7 });
  });

  test("in which a package was added since: calls npm ci again", async () => {
    writeInstalled((packages) => {
      delete packages["node_modules/undici"];
    });
    expect(await run()).toMatchObject({ code: 7 });
  });

  test("in which all is installed: does not call npm", async () => {
    writeInstalled(() => {});
    await run();
    expect(npmCalls()).toEqual([]);
    expect(demo.errors()).not.toContain("Installing the packages");
  });

  test("under a Node.js that is too old: says which one is needed", async () => {
    const file = join(clone, "package.json");
    const wanted = readFileSync(file, "utf8").replace(/"node": "[^"]*"/, '"node": ">=999.1.0"');
    writeFileSync(file, wanted);
    expect(await run()).toEqual({ code: 1, signal: null });
    expect(demo.errors()).toMatch(
      /^This is Node\.js \d+\.\d+\.\d+\. Install 999\.1\.0 or newer from https:\/\/nodejs\.org\.$/m,
    );
    expect(npmCalls()).toEqual([]);
  });
});

/** Writes the list of what it installed, as npm does at the end. */
function writeInstalled(change: (packages: Record<string, unknown>) => void): void {
  const { packages } = JSON.parse(readFileSync(join(clone, "package-lock.json"), "utf8"));
  for (const [path, entry] of Object.entries<{ optional?: boolean }>(packages)) {
    if (path === "" || entry.optional) {
      delete packages[path];
    }
  }
  change(packages);
  mkdirSync(join(clone, "node_modules"), { recursive: true });
  writeFileSync(join(clone, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
}
