import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { isAlive } from "./support/alive";
import { Project } from "./support/project";

const QUICK_OUTPUT = ["cli/main.js", "provider/index.js", "provider/inner/other.js"];
const BUILT = ["dist/ is built."];
const UP_TO_DATE = ["dist/ is up to date."];
const testPosix = process.platform === "win32" ? test.skip : test;

describe("scripts/build.mjs", () => {
  let project: Project;
  beforeEach(() => {
    project = new Project("quick");
  });
  afterEach(() => project.remove());

  test("compiles with the project's own TypeScript", async () => {
    await project.remove();
    project = new Project("TypeScript");
    const { code, stdout, said } = await project.build();
    expect(said).toEqual(BUILT);
    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(project.built()).toEqual(
      ["cli/main", "provider/index", "provider/inner/other"].flatMap((name) => [`${name}.d.ts`, `${name}.js`]),
    );
    expect(project.read("dist/cli/main.js")).toMatch(/^#!\/usr\/bin\/env node\n/);
    project.write("provider/index.ts", 'export const answer: number = "text";\n');
    const failed = await project.build();
    expect(failed.said).toEqual([
      expect.stringMatching(/^provider\/index\.ts\(1,14\): error TS2322: /),
      "The package was not built: mend what TypeScript says above.",
    ]);
    expect(failed.code).toBe(1);
  });

  testPosix("makes the command executable", async () => {
    await project.build();
    const main = join(project.root, "dist/cli/main.js");
    expect(statSync(main).mode & 0o111).toBe(0o111);
    chmodSync(main, 0o644);
    expect((await project.build()).said).toEqual(BUILT);
    expect(statSync(main).mode & 0o111).toBe(0o111);
  });

  test("does nothing where nothing changed", async () => {
    expect((await project.build()).said).toEqual(BUILT);
    expect((await project.build()).said).toEqual(UP_TO_DATE);
    expect(project.built()).toEqual(QUICK_OUTPUT);
    expect(project.kept()).toEqual(["build.json"]);
  });

  test.each<[string, (project: Project) => void]>([
    ["a source changed", (it) => it.append("provider/index.ts", "// more\n")],
    ["a setting changed", (it) => it.write("tsconfig.json", "{}")],
    ["the packages changed", (it) => it.write("node_modules/.package-lock.json", "{}")],
    ["a file of dist/ was deleted", (it) => it.delete("dist/provider/index.js")],
    ["a file of dist/ was changed", (it) => it.append("dist/provider/index.js", "// by hand\n")],
    ["a file is in dist/ that is none of it", (it) => it.write("dist/provider/stale/old.js", "")],
    ["dist/ was deleted", (it) => it.delete("dist")],
  ])("builds anew where %s", async (_, change) => {
    await project.build();
    change(project);
    expect((await project.build()).said).toEqual(BUILT);
    expect(project.built()).toEqual(QUICK_OUTPUT);
    expect(project.read("dist/provider/index.js")).toBe(project.read("provider/index.ts"));
    expect((await project.build()).said).toEqual(UP_TO_DATE);
  });

  test("removes what the sources do not make any more", async () => {
    await project.build();
    project.delete("provider/inner");
    expect((await project.build()).said).toEqual(BUILT);
    expect(project.built()).toEqual(["cli/main.js", "provider/index.js"]);
    expect(() => statSync(join(project.root, "dist/provider/inner"))).toThrow("ENOENT");
  });

  test("does not touch a file that stays as it is", async () => {
    await project.build();
    const before = statSync(join(project.root, "dist/provider/inner/other.js"), { bigint: true });
    project.append("provider/index.ts", "// more\n");
    await project.build();
    const after = statSync(join(project.root, "dist/provider/inner/other.js"), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test("leaves the last good dist/ where a source is wrong", async () => {
    await project.build();
    project.write("provider/index.ts", "not valid");
    const { code, said } = await project.build();
    expect(said).toEqual([
      "provider/index.ts(1,1): error TS1005: ';' expected.",
      "The package was not built: mend what TypeScript says above.",
    ]);
    expect(code).toBe(1);
    expect(project.read("dist/provider/index.js")).toContain("answer");
    expect(project.built()).toEqual(QUICK_OUTPUT);
    expect(project.kept()).toEqual(["build.json"]);
    expect((await project.build()).code).toBe(1);
  });

  test.each<[string, (project: Project) => void, string]>([
    [
      "TypeScript is not installed",
      (it) => it.delete("node_modules/typescript"),
      "TypeScript is not installed here: run `npm install` in the project's folder.",
    ],
    [
      "the command has no source",
      (it) => it.delete("cli/main.ts"),
      "package.json names dist/cli/main.js for small: no source makes it.",
    ],
    [
      "the command cannot be run",
      (it) => it.write("cli/main.ts", "export {};\n"),
      "dist/cli/main.js is the command small: its source must begin with #!.",
    ],
  ])("fails with one line where %s", async (_, change, line) => {
    change(project);
    expect(await project.build()).toMatchObject({ code: 1, stdout: "", said: [line] });
    expect(project.built()).toEqual([]);
  });

  test("runs twice at once: it is built once", async () => {
    project.write("wait", "");
    const one = project.start();
    await until(() => project.waiting().length === 1, "the compiler");
    const two = project.start();
    await until(() => two.said().length > 0, "the one that waits");
    project.write("gate", "");
    expect((await one.outcome).said).toEqual(BUILT);
    expect((await two.outcome).said).toEqual([
      "Another process is building the package: waiting for it.",
      ...UP_TO_DATE,
    ]);
    expect(project.waiting()).toHaveLength(1);
    expect(project.kept()).toEqual(["build.json"]);
  });

  const signals: NodeJS.Signals[] = process.platform === "win32" ? ["SIGKILL"] : ["SIGINT", "SIGTERM", "SIGKILL"];
  test.each(signals)("is interrupted by %s: the compiler ends, dist/ stays, the next call works", async (signal) => {
    await project.build();
    project.append("provider/index.ts", "// more\n");
    project.write("wait", "");
    const run = project.start();
    await until(() => project.waiting().length === 1, "the compiler");
    run.process.kill(signal);
    expect(await run.outcome).toMatchObject({ code: null, signal, said: [] });
    await until(() => !project.waiting().some(isAlive), "the end of the compiler");
    expect(project.read("dist/provider/index.js")).not.toContain("// more");

    project.write("gate", "");
    expect((await project.build()).said).toEqual(BUILT);
    expect(project.read("dist/provider/index.js")).toContain("// more");
    expect(project.built()).toEqual(QUICK_OUTPUT);
    expect(project.kept()).toEqual(["build.json"]);
  });
});
