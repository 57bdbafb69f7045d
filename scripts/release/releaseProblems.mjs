import { librariesOf } from "./libraries.mjs";
import { repositoryOf, SET_REPOSITORY, STAND_IN } from "./repository.mjs";

/** The oldest Node that receives security fixes: an executable contains the Node that made it. */
const OLDEST_SUPPORTED_NODE = 22;

/**
 * What the files of a release and the tag must agree in.
 * @typedef {object} Release
 * @property {import("./repository.mjs").Manifest} manifest package.json
 * @property {{ version?: string }} lock package-lock.json
 * @property {string} changelog CHANGELOG.md
 * @property {{ language: Record<string, unknown> }} schema schema.json
 * @property {string} nodeVersion .node-version: the Node that makes the executables
 * @property {string | undefined} tag such as `v1.2.3`; undefined before there is one
 * @property {Record<string, string | undefined>} variables the repository variables that the release job passes on
 */

/**
 * What prevents a release, each with what to do. What only the owner can know is asked for only with a tag.
 * @param {Release} release
 * @returns {string[]}
 */
export function releaseProblems(release) {
  return [...versionProblems(release), ...nodeProblems(release), ...(release.tag ? tagProblems(release) : [])];
}

/** @param {Release} release */
function versionProblems({ manifest: { version }, lock, changelog }) {
  const problems = [];
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    problems.push(
      `The version ${version} is not of the form 1.2.3. The Pulumi Registry takes no prereleases. Set another one with \`npm version --no-git-tag-version\`.`,
    );
  }
  if (lock.version !== version) {
    problems.push(
      `package-lock.json has version ${lock.version}, and package.json ${version}. Run \`npm install --package-lock-only\`.`,
    );
  }
  if (changelogSection(changelog, version) === undefined) {
    problems.push(`CHANGELOG.md has no section "## ${version}". Write what changed for users under that heading.`);
  }
  return problems;
}

/** @param {Release} release */
function nodeProblems({ nodeVersion }) {
  const major = Number.parseInt(nodeVersion.replace(/^v/, ""), 10);
  if (major >= OLDEST_SUPPORTED_NODE) return [];
  return [
    `.node-version names Node.js ${nodeVersion.trim()}, which receives no security fixes, and the executables would contain it. Write ${OLDEST_SUPPORTED_NODE} or newer into it.`,
  ];
}

/** @param {Release} release */
function tagProblems({ manifest, schema, tag, variables }) {
  const problems = [];
  if (tag !== `v${manifest.version}`) {
    problems.push(
      `The tag ${tag} does not name the version ${manifest.version} of package.json. Delete the tag, then tag the commit with v${manifest.version}.`,
    );
  }
  const repository = repositoryOf(manifest);
  if (!repository) problems.push(`package.json names no repository. ${SET_REPOSITORY}`);
  else if (repository.name !== STAND_IN.name) {
    problems.push(`The Pulumi Registry takes this provider only from a repository named ${STAND_IN.name}. Rename it.`);
  }
  for (const { language, title, variable } of librariesOf(repository, manifest.version)) {
    if (!(language in schema.language) || variables[variable] === "true") continue;
    problems.push(
      `schema.json declares ${title}, which this release does not publish. Set the repository variable ${variable} to "true", or remove ${language} from scripts/release/libraries.mjs and run \`npm run schema\`.`,
    );
  }
  return problems;
}

/**
 * The section of a version in CHANGELOG.md, without its heading.
 * @param {string} changelog
 * @param {string} version
 * @returns {string | undefined} undefined where there is no such section, or nothing in it
 */
export function changelogSection(changelog, version) {
  const section = changelog
    .split(/^(?=## )/m)
    .map((text) => text.split("\n"))
    // A date may follow.
    .find(([heading = ""]) => heading.split(" ")[1] === version);
  return section?.slice(1).join("\n").trim() || undefined;
}
