import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failureModesPage } from "../faults/failureModesPage";
import { stories } from "../faults/stories";

const page = join(__dirname, "..", "..", "docs", "failure-modes.md");

describe("docs/failure-modes.md", () => {
  test("is what the tests' own tables say", () => {
    if (process.env.PULUMI_OZEKI_WRITE_DOCS === "1") {
      writeFileSync(page, failureModesPage());
    }
    expect(readFileSync(page, "utf8")).toBe(failureModesPage());
  });

  test.each(stories.map(({ what, test: [file, title] }) => [what, file, title]))(
    "%s: its test exists",
    (_what, file, title) => {
      expect(readFileSync(join(__dirname, "..", file), "utf8")).toContain(title);
    },
  );
});
