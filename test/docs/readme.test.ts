import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { linksIn } from "../support/markdownLinks";
import { pageBlocks } from "../support/pageBlocks";

const ROOT = join(__dirname, "..", "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const readme = read("README.md");

describe("the README", () => {
  test("has at most 150 lines", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });

  test("shows lines of a diff that the tutorial about drift prints, in their order", () => {
    const textOf = (page: string, of: string) =>
      pageBlocks(page)
        .find(({ text }) => text.includes(of))
        ?.text.split("\n") ?? [];
    const ofRefresh = "was changed on the PBX";
    const shown = textOf(readme, ofRefresh);
    const printed = textOf(read("docs/tutorial/drift.md"), ofRefresh);
    expect(shown.length).toBeGreaterThan(3);
    expect(printed.filter((line) => shown.includes(line))).toEqual(shown);
  });

  test("has relative links while package.json names no repository, and absolute ones, for npm's page, once it does", () => {
    const { repository } = JSON.parse(read("package.json")) as { repository?: unknown };
    const relative = linksIn(readme).filter((link) => !/^\w+:/.test(link) && !link.startsWith("#"));
    expect(relative.length > 0).toBe(repository === undefined);
  });

  test("gets absolute links from the repository of package.json", () => {
    const page = "[a](docs/a.md#b) ![c](docs/c.svg) [d](https://d.example) [e](#f)";
    expect(linksFor({ type: "git", url: "git+https://github.com/OWNER/pulumi-ozeki.git" }, page)).toBe(
      "[a](https://github.com/OWNER/pulumi-ozeki/blob/main/docs/a.md#b) " +
        "![c](https://raw.githubusercontent.com/OWNER/pulumi-ozeki/main/docs/c.svg) [d](https://d.example) [e](#f)",
    );
    expect(linksFor(undefined, page)).toBe(page);
  });
});

/** A module of the scripts, which jest cannot import, in a process of its own. */
function linksFor(repository: object | undefined, page: string): string {
  const module = pathToFileURL(join(ROOT, "scripts", "docs", "readmeLinks.mjs")).href;
  const script = `import { withLinksTo } from ${JSON.stringify(module)};
    process.stdout.write(withLinksTo(${JSON.stringify(repository)}, ${JSON.stringify(page)}));`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
}
