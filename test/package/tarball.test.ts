import { readFileSync } from "node:fs";
import { join } from "node:path";
import { linksIn } from "../support/markdownLinks";
import { filesBelow } from "./support/filesBelow";
import { finished } from "./support/finished";
import { ROOT, Tarball } from "./support/tarball";

const PROGRAMS = ["dist/plugin/pulumi-resource-ozeki", "dist/policy/pulumi-analyzer-policy-ozeki"];
const NOTICES = "dist/plugin/THIRD-PARTY-NOTICES.txt";
const POLICY_NOTICES = "dist/policy/THIRD-PARTY-NOTICES.txt";

const WANTED = [
  /^dist\/plugin\/(pulumi-resource-ozeki(\.cmd)?|THIRD-PARTY-NOTICES\.txt)$/,
  /^dist\/policy\/(pulumi-analyzer-policy-ozeki(\.cmd)?|THIRD-PARTY-NOTICES\.txt)$/,
  /^dist\/(provider|simulator|cli)\/.+\.(js|d\.ts)$/,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^docs\/.+\.(md|svg)$/,
  /^LICENSE$/,
  /^package\.json$/,
];

const COMMANDS = ["pulumi-ozeki", "pulumi-resource-ozeki", "pulumi-analyzer-policy-ozeki"] as const;

const WAYS_TO_RESOLVE = ["node10", "node16-cjs", "node16-esm", "bundler"];

let tarball: Tarball;
beforeAll(async () => {
  tarball = await Tarball.pack();
});
afterAll(() => tarball.remove());

const files = () => [...tarball.files.keys()];

describe("the packed package", () => {
  test("holds what users need, and nothing else", () => {
    expect(files().filter((file) => !WANTED.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  test("holds what today's sources make, and nothing that an earlier build left", () => {
    const made = ["provider", "simulator", "cli"]
      .flatMap((folder) => filesBelow(join(ROOT, folder), ".ts").map((file) => `dist/${folder}/${file.slice(0, -3)}`))
      // The native plugin is published as one file, and the console's page is part of another one.
      .filter((path) => !/^dist\/(provider\/adapters\/native|simulator\/console\/page)\//.test(path))
      .flatMap((path) => [`${path}.d.ts`, `${path}.js`])
      .concat(...PROGRAMS.flatMap((program) => [program, `${program}.cmd`]), NOTICES, POLICY_NOTICES);
    expect(files().filter((file) => file.startsWith("dist/"))).toEqual(expect.arrayContaining(made));
    expect(files().filter((file) => file.startsWith("dist/"))).toHaveLength(made.length);
  });

  test("holds the console's page, complete", () => {
    const page = readFileSync(join(ROOT, "dist/simulator/console/consolePage.js"), "utf8");
    expect(page.includes("<!doctype html>")).toBe(true);
    expect(page.includes("PULUMI_OZEKI_CONSOLE_PAGE")).toBe(false);
  });

  test.each([
    ["native plugin", NOTICES, ["@grpc/grpc-js", "@pulumi/pulumi", "undici", "fast-xml-parser"]],
    ["policies", POLICY_NOTICES, ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf"]],
  ])("holds the licence of every package in the %s", (_, file, wanted) => {
    const [, ...notices] = readFileSync(join(ROOT, file), "utf8").split(/\n-{80}\n/);
    const names = notices.map((notice) => notice.trim().split(" ", 1)[0]);
    expect(names).toEqual(expect.arrayContaining(wanted));
    for (const notice of notices) {
      expect(notice).toMatch(/^Licence: (Apache-2\.0|BSD-3-Clause|ISC|MIT|\(BSD-3-Clause AND Apache-2\.0\))$/m);
      expect(notice).toMatch(
        /Apache License\s+Version 2\.0|Permission is hereby granted|Redistribution and use|Permission to use/,
      );
    }
  });

  test("holds what one reads before using it", () => {
    expect(files()).toEqual(expect.arrayContaining(["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"]));
    const links = linksIn(readFileSync(join(ROOT, "README.md"), "utf8"));
    const pages = links.flatMap((link) => /(?:^|\/blob\/main\/)(docs\/[^#]+)/.exec(link)?.slice(1) ?? []);
    expect(pages.length).toBeGreaterThan(20);
    expect(files()).toEqual(expect.arrayContaining(pages));
  });

  test("holds every file that its package.json names", () => {
    const { main, types, bin, exports } = readPackage();
    const named = JSON.stringify([main, types, bin, exports]).match(/(?<=")(\.\/)?[^"]+\.(js|ts|json)(?=")/g) ?? [];
    const paths = [...new Set(named.map((path) => path.replace(/^\.\//, "")).filter((path) => path.includes(".")))];
    expect(paths.length).toBeGreaterThan(6);
    expect(files()).toEqual(expect.arrayContaining(paths));
  });

  test.each(COMMANDS)("holds a command that can be run: %s", (name) => {
    const command = readPackage().bin[name];
    expect(readFileSync(join(ROOT, command), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== "win32") {
      expect((tarball.files.get(command) ?? 0) & 0o111).toBe(0o111);
    }
  });

  test("passes publint", async () => {
    const { code, output } = await runTool("publint", "src/cli.js", "run", tarball.file, "--strict");
    expect(output).toContain("All good!");
    expect(code).toBe(0);
  });

  test("has types that are right however they are resolved", async () => {
    const { code, stdout } = await runTool("@arethetypeswrong/cli", "dist/index.js", tarball.file, "--format", "json");
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: Record<string, { resolutions: Record<string, { resolution?: unknown }> }> };
    };
    expect(code).toBe(0);
    for (const entry of [".", "./provider", "./simulator"]) {
      const resolutions = analysis.entrypoints[entry]?.resolutions ?? {};
      const resolved = WAYS_TO_RESOLVE.filter((way) => resolutions[way]?.resolution !== undefined);
      expect({ entry, resolved }).toEqual({ entry, resolved: WAYS_TO_RESOLVE });
    }
  });
});

function readPackage(): {
  main: string;
  types: string;
  bin: Record<(typeof COMMANDS)[number], string>;
  exports: Record<string, unknown>;
} {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
}

function runTool(name: string, script: string, ...args: string[]) {
  return finished(process.execPath, [join(ROOT, "node_modules", name, script), ...args], ROOT);
}
