import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { anchorsOf, linksIn } from "../support/markdownLinks";

const ROOT = join(__dirname, "..", "..");

/** All pages for users and contributors, by their paths below the project's folder. */
const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...["docs", "examples", "bench"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules") && !name.includes("venv"))
      .map((name) => join(folder, name).split(sep).join("/")),
  ),
];

const read = (page: string) => readFileSync(join(ROOT, page), "utf8");

/** What a link of a page points to: a file and a place in it. */
function targetOf(page: string, link: string) {
  const [path = "", anchor] = link.split("#");
  return { file: path === "" ? join(ROOT, page) : resolve(ROOT, dirname(page), path), anchor };
}

function problemOf(page: string, link: string): string | undefined {
  const { file, anchor } = targetOf(page, link);
  if (!existsSync(file)) {
    return "no such file";
  }
  const isPage = statSync(file).isFile() && file.endsWith(".md");
  return anchor !== undefined && !(isPage && anchorsOf(readFileSync(file, "utf8")).includes(anchor))
    ? "no such heading"
    : undefined;
}

describe("the pages", () => {
  test.each(pages)("%s links to files and headings that exist", (page) => {
    const links = linksIn(read(page)).filter((link) => !/^\w+:/.test(link));
    expect(links.map((link) => [link, problemOf(page, link)]).filter(([, problem]) => problem !== undefined)).toEqual(
      [],
    );
  });

  test("of docs/ are all in the index: each is one click away from it, and the index from the README", () => {
    const linked = linksIn(read("docs/README.md")).map((link) => relative(ROOT, targetOf("docs/README.md", link).file));
    const missing = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
    expect(missing.filter((page) => !linked.includes(page))).toEqual([]);
    expect(linksIn(read("README.md")).some((link) => link.endsWith("docs/README.md"))).toBe(true);
  });
});

describe("the reading of links", () => {
  const page = [
    "# One `two` — *three*",
    "[a](b.md#c) ![d](e.svg) [f `g`](<h i.md>) [x]: y",
    "```md",
    "# Not a heading",
    "[not](a-link.md)",
    "```",
    "## Same",
    "## Same",
    "`[no](link.md)`",
  ].join("\n");

  test("finds links and images outside of code", () => {
    expect(linksIn(page)).toEqual(["b.md#c", "e.svg", "h i.md"]);
  });

  test("makes the anchors that GitHub makes", () => {
    expect(anchorsOf(page)).toEqual(["one-two--three", "same", "same-1"]);
  });
});
