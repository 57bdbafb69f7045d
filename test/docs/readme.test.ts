import { readFileSync } from "node:fs";
import { join } from "node:path";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

describe("the README", () => {
  test("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) {
      expect(() => readFileSync(join(__dirname, "..", "..", path))).not.toThrow(/ENOENT/);
    }
  });
});
