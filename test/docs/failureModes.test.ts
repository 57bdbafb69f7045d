import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureModesPage } from "../faults/failureModesPage";
import { stories } from "../faults/stories";
import { testTitles } from "../support/testTitles";

const page = join(__dirname, "..", "..", "docs", "explanation", "failure-modes-appendix.md");

describe("docs/explanation/failure-modes-appendix.md", () => {
  test("is what the tests' own tables say: `npm run docs` brings it up to date", () => {
    expect(readFileSync(page, "utf8")).toBe(failureModesPage());
  });

  test.each(stories.map(({ what, test: [file, title, row] }) => [what, file, title, row] as const))(
    "%s: its test exists, once and by its full title",
    (_what, file, title, row) => {
      const path = join(__dirname, "..", file);
      expect(testTitles(path).filter((present) => present === title)).toEqual([title]);
      if (row !== undefined) {
        expect(readFileSync(path, "utf8")).toContain(JSON.stringify(row));
      }
    },
  );

  test("is checked against titles that are read from the tests: one that is renamed, or only skipped, is missed", () => {
    const folder = mkdtempSync(join(tmpdir(), "titles-"));
    try {
      const path = join(folder, "some.test.ts");
      writeFileSync(
        path,
        `describe("a", () => { test("b", () => {}); it.each([1])("c %s", () => {}); test.skip("d", () => {});
          describe("e", () => { (process ? test : test.skip)(\`f\`, () => {}); }); }); // test("g", () => {})`,
      );
      expect(testTitles(path)).toEqual(["a > b", "a > c %s", "a > e > f"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
