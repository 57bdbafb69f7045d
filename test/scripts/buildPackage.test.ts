import { statSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { isAlive } from "./support/alive";
import { Project } from "./support/project";

const FILES = ["cli/main.js", "provider/index.js", "provider/inner/other.js"];
const BUILT = ["dist/ was built."];
const UP_TO_DATE = ["dist/ is up to date."];
const NOT_BUILT = "The package was not built. Fix the TypeScript errors above, then run this again.";

describe("scripts/build.mjs", () => {
  let project: Project;
  beforeEach(() => {
    project = new Project("fake");
  });
  afterEach(() => project.remove());

  test("compiles with the project's own TypeScript, and prints its errors", async () => {
    await project.remove();
    project = new Project("TypeScript");
    const { code, stdout, logged } = await project.build();
    expect({ code, stdout, logged }).toEqual({ code: 0, stdout: "", logged: BUILT });
    const names = ["cli/main", "provider/index", "provider/inner/other"];
    expect(project.built()).toEqual(names.flatMap((name) => [`${name}.d.ts`, `${name}.js`]));
    if (process.platform !== "win32") expect(statSync(join(project.root, "dist/cli/main.js")).mode & 0o111).toBe(0o111);

    project.write("provider/index.ts", 'export const answer: number = "text";\n');
    const failed = await project.build();
    expect(failed.logged).toEqual([expect.stringMatching(/^provider\/index\.ts\(1,14\): error TS2322: /), NOT_BUILT]);
    expect(failed.code).toBe(1);
  });

  test("does nothing where nothing changed", async () => {
    expect((await project.build()).logged).toEqual(BUILT);
    expect((await project.build()).logged).toEqual(UP_TO_DATE);
    expect(project.built()).toEqual(FILES);
    expect(project.cached()).toEqual(["build.json"]);
  });

  const changes: [string, (project: Project) => void][] = [
    ["a source changed", (it) => it.append("provider/index.ts", "// more\n")],
    ["a setting changed", (it) => it.write("tsconfig.json", "{}")],
    ["the packages changed", (it) => it.write("node_modules/.package-lock.json", "{}")],
    ["a file of dist/ was deleted", (it) => it.delete("dist/provider/index.js")],
    ["a file of dist/ was changed", (it) => it.append("dist/provider/index.js", "// by hand\n")],
    ["dist/ has a file that no source compiles to", (it) => it.write("dist/provider/stale/old.js", "")],
    ["dist/ was deleted", (it) => it.delete("dist")],
  ];
  test(`builds again, once, where ${changes.map(([what]) => what).join(", ")}`, async () => {
    await project.build();
    for (const [what, change] of changes) {
      change(project);
      expect([what, (await project.build()).logged]).toEqual([what, BUILT]);
      expect(project.built()).toEqual(FILES);
      expect(project.read("dist/provider/index.js")).toBe(project.read("provider/index.ts"));
    }
    expect((await project.build()).logged).toEqual(UP_TO_DATE);
  });

  test("removes what deleted sources compiled to, and replaces neither dist/ itself nor files that are the same", async () => {
    await project.build();
    const kept = () =>
      ["dist", "dist/provider/index.js"].map((path) => {
        const { ino, birthtimeNs } = statSync(join(project.root, path), { bigint: true });
        return { ino, birthtimeNs };
      });
    const before = kept();
    project.delete("provider/inner");
    expect((await project.build()).logged).toEqual(BUILT);
    expect(project.built()).toEqual(["cli/main.js", "provider/index.js"]);
    expect(() => statSync(join(project.root, "dist/provider/inner"))).toThrow("ENOENT");
    expect(kept()).toEqual(before);
  });

  test("keeps the last good dist/ where a source does not compile", async () => {
    await project.build();
    project.write("provider/index.ts", "not valid");
    const { code, logged } = await project.build();
    expect(logged).toEqual(["provider/index.ts(1,1): error TS1005: ';' expected.", NOT_BUILT]);
    expect(code).toBe(1);
    expect(project.read("dist/provider/index.js")).toContain("answer");
    expect(project.built()).toEqual(FILES);
    expect(project.cached()).toEqual(["build.json"]);
    expect((await project.build()).code).toBe(1);
  });

  test("asks for `npm ci` where TypeScript is not installed", async () => {
    project.delete("node_modules/typescript");
    const { code, logged } = await project.build();
    expect(logged).toEqual([
      expect.stringMatching(/^A package is missing \(.+\)\. Run `npm ci`, then run this again\.$/),
    ]);
    expect(code).toBe(1);
    expect(project.built()).toEqual([]);
  });

  test("can run twice at once", async () => {
    await project.build();
    project.append("provider/index.ts", "// more\n");
    project.write("wait", "");
    const both = [project.start(), project.start()];
    await until(() => project.waiting().length === 2, "both compilers");
    project.write("gate", "");
    const outcomes = await Promise.all(both.map(({ outcome }) => outcome));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 0, logged: BUILT });
    expect(project.read("dist/provider/index.js")).toContain("// more");
    expect((await project.build()).logged).toEqual(UP_TO_DATE);
    expect(project.cached()).toEqual(["build.json"]);
  });

  const testPosix = process.platform === "win32" ? test.skip : test;
  testPosix("ends the compiler and keeps dist/ on Ctrl-C, and the next run builds", async () => {
    await project.build();
    project.append("provider/index.ts", "// more\n");
    project.write("wait", "");
    const first = project.start();
    await until(() => project.waiting().length === 1, "the compiler");
    first.process.kill("SIGINT");
    const logged = ["Interrupted. Temporary files were removed."];
    expect(await first.outcome).toMatchObject({ code: null, signal: "SIGINT", logged });
    expect(project.waiting().filter(isAlive)).toEqual([]);
    expect(project.read("dist/provider/index.js")).not.toContain("// more");
    expect(project.cached()).toEqual(["build.json"]);

    project.write("gate", "");
    expect((await project.build()).logged).toEqual(BUILT);
    expect(project.read("dist/provider/index.js")).toContain("// more");
  });
});
