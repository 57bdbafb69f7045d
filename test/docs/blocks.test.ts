import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";
import { pageBlocks } from "../support/pageBlocks";

const ROOT = join(__dirname, "..", "..");

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.split(sep).join("/")}`),
];

/** All blocks, each with its place, such as `docs/README.md:3`. */
const blocks = pages.flatMap((page) =>
  pageBlocks(readFileSync(join(ROOT, page), "utf8")).map((block) => ({ ...block, place: `${page}:${block.line}` })),
);

/** What programs begin with, where an example leaves it out. */
const IMPORTS = `import * as pulumi from "@pulumi/pulumi";
import { Extension, getSipExtension, getSipExtensionOutput, listExtensions, NoSuchExtension, SipExtension } from "pulumi-ozeki";
`;

describe("the code blocks of the pages", () => {
  test("in sh are valid for bash", () => {
    const shell = blocks.filter(({ language }) => language === "sh");
    expect(shell.length).toBeGreaterThan(50);
    const problems = shell
      .map(({ place, text }) => [place, shellProblem(text)])
      .filter(([, problem]) => problem !== "");
    expect(problems).toEqual([]);
  });

  test("in TypeScript have the types of this package", () => {
    const programs = blocks.filter(({ language }) => language === "ts");
    expect(programs.length).toBeGreaterThan(15);
    const wrong = [
      ["a wrong type", 'new SipExtension("a", { extensionId: 1, userId: "b" });'],
      ["a wrong syntax", "const a: = 1;"],
    ] as const;
    // With two that are not valid, which must be reported: the compiler takes seconds, so it runs once.
    const problems = typeProblems(new Map([...programs.map(({ place, text }) => [place, text] as const), ...wrong]));
    expect(problems.filter((problem) => !problem.startsWith("a wrong"))).toEqual([]);
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(wrong.map(([place]) => place));
  });

  test("name a language", () => {
    expect(blocks.filter(({ language }) => language === "").map(({ place }) => place)).toEqual([]);
  });

  test("in JSON are valid", () => {
    for (const { text } of blocks.filter(({ language }) => language === "json")) {
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

function shellProblem(text: string): string {
  return spawnSync("bash", ["-n"], { input: text, encoding: "utf8" }).stderr;
}

/** The errors of programs, by their places. */
function typeProblems(programs: ReadonlyMap<string, string>): string[] {
  const files = new Map(
    [...programs].map(([place, text], index) => [
      join(ROOT, "test", "docs", `block${index}.ts`),
      { place, text: whole(text) },
    ]),
  );
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node"],
    paths: {
      "pulumi-ozeki": [join(ROOT, "provider", "index.ts")],
      "pulumi-ozeki/simulator": [join(ROOT, "simulator", "index.ts")],
    },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  host.getSourceFile = (file, version, ...more) => {
    const text = files.get(file)?.text;
    return text === undefined ? getSourceFile(file, version, ...more) : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([file, { place }]) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}

/** A row of a list, and a statement without its imports, as a program. */
function whole(text: string): string {
  const row = /^ *(\{.*\}),?(?: *\/\/.*)?$/.exec(text)?.[1];
  const program = row === undefined ? text : `new SipExtension("row", ${row});`;
  return /^import /m.test(program) ? program : `${IMPORTS}${program}\nexport {};`;
}
