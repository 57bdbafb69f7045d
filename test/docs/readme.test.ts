import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationKeys } from "../../provider/connection/configurationKeys";
import { validate } from "../../provider/lifecycle/rules/validate";
import { rules } from "../../provider/lifecycle/sipExtension/rules";

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

  test("lists every input that the provider knows, and no other", () => {
    const [unknown] = validate(rules, { extensionId: "1", userId: "u", password: "p", nothing: 1 });
    const known = /there are ([\w, ]+)\./.exec(unknown?.reason ?? "")?.[1]?.split(", ") ?? [];
    expect(known.length).toBeGreaterThan(5);
    const listed = tableAfter("| Property |").map(([name]) => name?.replaceAll("`", ""));
    expect(listed.sort()).toEqual(known.sort());
  });

  test("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) {
      expect(() => readFileSync(join(__dirname, "..", "..", path))).not.toThrow(/ENOENT/);
    }
  });
});
