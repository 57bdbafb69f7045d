import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const SCRIPT = join(__dirname, "..", "..", "scripts", "words.mjs");

/** A file's name, what is in it, and the lines and words that are reported. */
const CASES: [title: string, file: string, content: string, reported: string[]][] = [
  ["a line comment", "a.ts", "// Somebody waits.\nlet x = 1;", ["1: Somebody"]],
  ["a comment behind code", "a.ts", "let x = 1; // nobody waits", ["1: nobody"]],
  ["a comment before a bracket", "a.ts", "function f() {\n  // nobody waits\n}", ["2: nobody"]],
  ["a comment at the end of a file", "a.ts", "let x = 1;\n/* It stands here. */\n", ["2: stands"]],
  ["a docstring", "a.ts", "/**\n * One.\n * It stands here.\n */\nlet x = 1;", ["3: stands"]],
  ["a phrase over two lines of a docstring", "a.ts", "/**\n * It is\n * told.\n */\nlet x = 1;", ["2: is told"]],
  ["a phrase over two line comments", "a.ts", "// It is\n  // told.\nlet x = 1;", ["1: is told"]],
  ["a string", "a.mjs", 'const x = "it stands";', ["1: stands"]],
  [
    "each part of a template",
    "a.cjs",
    "f(`it stands\n$" + "{a} is no $" + "{b} twin`);",
    ["1: stands", "2: is no", "2: twin"],
  ],
  ["a pattern that expects a message", "a.ts", "expect(x).toThrow(/it is no key/);", ["1: is no"]],
  ["a test title", "a.ts", 'test("keeps it to the letter", () => {});', ["1: to the letter"]],
  ["two words of one line, in their order", "a.ts", "// It stands anew.", ["1: stands", "1: anew"]],
  ["Markdown", "a.md", "# Look things up\n\nIt is\nsaid.\n", ["1: Look things up", "3: is said"]],
  ["an example in Markdown", "a.md", "```ts\nconst told = 1; // anew\n```\n", ["2: told", "2: anew"]],
  ["YAML", "a.yaml", "description: The telephones of an office\n", ["1: telephones"]],
  ["Python", "a.py", "# The twin\n", ["1: twin"]],
  ["the name of a variable", "a.ts", "const told = 1;", ["1: told"]],
  ["the name of a parameter", "a.ts", "function f(told: number) {}", ["1: told"]],
  ["the name of a property", "a.ts", "interface A {\n  told: string;\n}", ["2: told"]],
  ["the name of a function", "a.mjs", "export function given() {}", ["1: given"]],
  ["the name of an arrow function", "a.ts", "const given = () => 1;", ["1: given"]],
  ["the name of a type", "a.ts", "type Kind = string;", ["1: Kind"]],

  ["the list's function names as names of values", "a.ts", "const given = 1, found = 2;", []],
  ["names that are used, not declared", "a.ts", "xs.find((x) => x.told);\nimport { told } from 'x';", []],
  ["longer names", "a.ts", "const toldAll = 1, findExtension = () => 1;", []],
  ["a prose word as a name", "a.ts", "const stands = somebody;", []],
  ["a name of the list in prose", "a.ts", "// Either of them, within a second, was given.", []],
  ["words that contain others", "a.ts", "// Understand a textbook, and outstanding twinkles.", []],
  ["what looks like a comment in a string", "a.ts", 'const x = "http://x"; const stands = /[/]/;', []],
  ["`there is no` and `is no longer`", "a.md", "There is no PBX. It is no longer there.", []],
];

let folder: string;
let lines: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-words-test-"));
  CASES.forEach(([, file, content], at) => {
    write(`${at}/${file}`, content);
  });
  lines = check(".").lines;
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

function check(...paths: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, ...paths], { cwd: folder, encoding: "utf8" });
  return { status, lines: stderr.split("\n").filter((line) => line !== "") };
}

describe("the check of words", () => {
  test.each(CASES.map(([title, file, , reported], at) => ({ title, file: `${at}/${file}:`, reported })))(
    "reports of $title: $reported",
    ({ file, reported }) => {
      const own = lines.filter((line) => line.startsWith(file));
      expect(own.map((line) => line.slice(file.length).replace(/ -> .+$/, ""))).toEqual(reported);
    },
  );

  test("names the better word, and fails", () => {
    write("one.md", "It is there for ever.\n");
    expect(check("one.md")).toEqual({ status: 1, lines: ["one.md:1: for ever -> permanently"] });
  });

  test("passes where every word is right", () => {
    write("right.md", "It is there permanently.\n");
    expect(check("right.md")).toEqual({ status: 0, lines: [] });
  });

  test("leaves out what is allowed in a file, and nothing beside it", () => {
    const allowances = [
      { file: "a.md", text: "keeps 'for ever'" },
      { file: "b.md" },
      { file: "c.md", text: "not there" },
    ];
    const text = "It keeps 'for ever', for ever.";
    const script = `
      import { findWords } from ${JSON.stringify(pathToFileURL(join(dirname(SCRIPT), "words", "find.mjs")).href)};
      const results = ["a.md", "b.md", "c.md"].map((file) => {
        const { found, allowed } = findWords(file, ${JSON.stringify(text)}, ${JSON.stringify(allowances)});
        return { found: found.length, allowed: [...allowed].map((it) => it.file) };
      });
      console.log(JSON.stringify(results));`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual([
      { found: 1, allowed: ["a.md"] },
      { found: 0, allowed: ["b.md"] },
      { found: 2, allowed: [] },
    ]);
  });
});
