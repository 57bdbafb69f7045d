import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { rawFiles, readManifest, repositoryOf } from "../release/repository.mjs";
import { readSources } from "../schema/readSources.mjs";
import { registryPages } from "./registryPages.mjs";

/**
 * @typedef {import("../release/repository.mjs").Manifest} Manifest
 * @typedef {import("../release/repository.mjs").Repository} Repository
 */

/** In the heading of the README: a picture, and what it links to. @type {(repository: Repository) => string[][]} */
const BADGES = ({ owner, name, url }) => [
  ["CI", `${url}/actions/workflows/ci.yml/badge.svg`, `${url}/actions/workflows/ci.yml`],
  [
    "OpenSSF Scorecard",
    `https://api.scorecard.dev/projects/github.com/${owner}/${name}/badge`,
    `https://scorecard.dev/viewer/?uri=github.com/${owner}/${name}`,
  ],
];

/**
 * The files that depend on package.json: README.md, .github/CODEOWNERS, and the pages for the Pulumi Registry.
 * @param {string} root
 * @param {Manifest} [manifest] of package.json where it is left out
 * @returns {Promise<Record<string, string>>} by their paths
 */
export async function repositoryPages(root, manifest = readManifest(root)) {
  return {
    "README.md": readmeFor(manifest, await readFile(join(root, "README.md"), "utf8")),
    ".github/CODEOWNERS": codeOwners(manifest),
    ...registryPages(root, readSources(root), manifest),
  };
}

/**
 * The README with the version. Once the repository is known also with badges and with links that work on npm's page, where no
 * file of the repository is beside it.
 * @param {Manifest} manifest
 * @param {string} page
 */
export function readmeFor(manifest, page) {
  const repository = repositoryOf(manifest);
  const versioned = page.replace(/^Version \d+\.\d+\.\d+\./m, `Version ${manifest.version}.`);
  if (!repository) return versioned;
  const files = `${repository.url}/blob/main/`;
  // A picture must be the file itself, and not the page about it.
  const pictures = `${rawFiles(repository)}/`;
  const badges = BADGES(repository).map(([text, picture, target]) => ` [![${text}](${picture})](${target})`);
  return versioned
    .replace(/^# pulumi-ozeki.*/, `# pulumi-ozeki${badges.join("")}`)
    .replace(
      /(!?)(\[[^\]]*\])\((?!\w+:|#)([^)]+)\)/g,
      (_, mark, text, target) => `${mark}${text}(${mark === "" ? files : pictures}${target})`,
    );
}

/** The file by which GitHub asks for reviews. @param {Manifest} manifest */
function codeOwners(manifest) {
  const owner = repositoryOf(manifest)?.owner;
  return `# Written by \`npm run docs\`, from the repository in package.json.\n${owner ? `* @${owner}\n` : ""}`;
}
