import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The README with links that also work on npm's page, where no file of the repository is beside it.
 * @param {string} root
 * @returns {Promise<Record<string, string>>} by its path
 */
export async function readmePage(root) {
  const read = (/** @type {string} */ file) => readFile(join(root, file), "utf8");
  const { repository } = JSON.parse(await read("package.json"));
  return { "README.md": withLinksTo(repository, await read("README.md")) };
}

/**
 * Makes the links to files absolute. While the repository is not known they stay relative.
 * @param {string | { url?: string } | undefined} repository as in package.json
 * @param {string} page
 */
export function withLinksTo(repository, page) {
  const url = (typeof repository === "string" ? repository : repository?.url)
    ?.replace(/^git\+/, "")
    .replace(/\.git$/, "");
  if (!url) return page;
  const files = `${url}/blob/main/`;
  // A picture must be the file itself, and not the page about it.
  const pictures = `${url.replace("https://github.com/", "https://raw.githubusercontent.com/")}/main/`;
  return page.replace(
    /(!?)(\[[^\]]*\])\((?!\w+:|#)([^)]+)\)/g,
    (_, mark, text, target) => `${mark}${text}(${mark === "" ? files : pictures}${target})`,
  );
}
