import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationKeys } from "../../provider/config/configurationKeys";
import { extensionTable } from "../../provider/types/extension/table";
import { sipExtensionTable } from "../../provider/types/sipExtension/table";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

/** The cells of the rows of the table that has this column first. */
function tableAfter(heading: string): string[][] {
  const lines = readme.slice(readme.indexOf(heading)).split("\n").slice(2);
  const end = lines.findIndex((line) => !line.startsWith("|"));
  return lines.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the README", () => {
  test("lists every configuration key as the provider knows it", () => {
    const rows = configurationKeys.map((key) => [
      `\`ozeki:${key.key}\``,
      `\`${key.environment}\``,
      key.secret ? "yes" : "no",
      "default" in key ? `\`${key.default}\`` : "",
      key.meaning,
    ]);
    expect(tableAfter("| Key |")).toEqual(rows);
  });

  test.each([
    ["| Property |", sipExtensionTable],
    ["| Property of `Extension` |", extensionTable],
  ])("lists every input that the provider knows, and no other: %s", (heading, table) => {
    expect(Object.keys(table).length).toBeGreaterThan(5);
    const listed = tableAfter(heading).map(([name]) => name?.replaceAll("`", ""));
    expect(listed.sort()).toEqual(Object.keys(table).sort());
  });

  test("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) {
      expect(() => readFileSync(join(__dirname, "..", "..", path))).not.toThrow(/ENOENT/);
    }
  });
});
