import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate } from "../scripts/support/evaluate";
import { linksIn } from "../support/markdownLinks";
import { pageBlocks } from "../support/pageBlocks";

const ROOT = join(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const readme = read("README.md");

describe("the README", () => {
  test("has at most 150 lines", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });

  test("shows lines of a diff that the tutorial about drift prints, in their order, with an ellipsis for each gap", () => {
    const textOf = (page: string, of: string) =>
      pageBlocks(page)
        .find(({ text }) => text.includes(of))
        ?.text.split("\n") ?? [];
    const ofRefresh = "was changed on the PBX";
    const shown = textOf(readme, ofRefresh);
    const printed = textOf(read("docs/tutorial/drift.md"), ofRefresh);
    expect(shown.length).toBeGreaterThan(3);
    const left = [...printed];
    for (const [index, line] of shown.entries()) {
      if (line !== "...") {
        const at = left.indexOf(line);
        // Lines are left out at an ellipsis only.
        expect({ line, at: shown[index - 1] === "..." ? Math.min(at, 0) : at }).toEqual({ line, at: 0 });
        left.splice(0, at + 1);
      }
    }
  });

  test("has relative links while package.json names no repository, and absolute ones, for npm's page, once it does", () => {
    const { repository } = JSON.parse(read("package.json")) as { repository?: unknown };
    const relative = linksIn(readme).filter((link) => !/^\w+:/.test(link) && !link.startsWith("#"));
    expect(relative.length > 0).toBe(repository === undefined);
  });

  test("gets absolute links and badges from the repository of package.json, once, and the version", async () => {
    const page =
      "# pulumi-ozeki\n\n[a](docs/a.md#b) ![c](docs/c.svg) [d](https://d.example) [e](#f)\n\nVersion 0.0.9. Text.";
    const repository = { type: "git", url: "git+https://github.com/OWNER/pulumi-ozeki.git" };
    const [heading, ...lines] = (await readmeFor(repository, page)).split("\n");
    expect(lines.join("\n")).toBe(
      "\n[a](https://github.com/OWNER/pulumi-ozeki/blob/main/docs/a.md#b) " +
        "![c](https://raw.githubusercontent.com/OWNER/pulumi-ozeki/main/docs/c.svg) [d](https://d.example) [e](#f)" +
        "\n\nVersion 1.2.3. Text.",
    );
    expect(heading).toMatch(
      /^# pulumi-ozeki( \[!\[[^\]]+\]\(https:[^)]+OWNER\/pulumi-ozeki[^)]+\)\]\(https:[^)]+OWNER\/pulumi-ozeki[^)]*\)){2}$/,
    );
    const written = [heading, ...lines].join("\n");
    expect(await readmeFor(repository, written)).toBe(written);
    expect(await readmeFor(undefined, page)).toBe(page.replace("0.0.9", "1.2.3"));
  });
});

function readmeFor(repository: object | undefined, page: string): Promise<string> {
  const args = `${JSON.stringify({ version: "1.2.3", repository })}, ${JSON.stringify(page)}`;
  return evaluate("docs/repositoryPages.mjs", `module.readmeFor(${args})`) as Promise<string>;
}
