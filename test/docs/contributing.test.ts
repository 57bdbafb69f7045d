import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const ROOT = join(__dirname, "..", "..");
const NOT_WRITTEN_HERE = ["node_modules", "dist", "executable", "coverage", ".git"];
const page = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");

/** The files and folders of the project; a folder ends with a slash. */
const paths = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !NOT_WRITTEN_HERE.includes(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? [`${entry.name}/`, ...entriesBelow(entry.name).map((path) => `${entry.name}/${path}`)]
      : [entry.name],
  );

function entriesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name).slice(join(ROOT, folder).length + 1);
    return path.split(sep).join("/") + (entry.isDirectory() ? "/" : "");
  });
}

/** What the page names as a file or a folder, as a whole or from any folder on. */
const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:[cm]?[jt]s|json|md|yml)))`/g)].map(
  ([, path = ""]) => path,
);

describe("CONTRIBUTING", () => {
  test("names files and folders that exist", () => {
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((path) => !paths.some((one) => one === path || one.endsWith(`/${path}`)))).toEqual([]);
  });

  test("has every folder with sources in its map, each folder of provider/ among them", () => {
    const [, map = ""] = /\n## Where things are\n([\s\S]*?)\n## /.exec(page) ?? [];
    const listed = [...map.matchAll(/`([\w/-]+\/)`/g)].map(([, folder]) => folder);
    const wanted = paths.filter((path) => /^(\w+|provider\/\w+)\/$/.test(path));
    expect(wanted.length).toBeGreaterThan(15);
    expect(wanted.filter((folder) => !listed.includes(folder))).toEqual([]);
  });
});
