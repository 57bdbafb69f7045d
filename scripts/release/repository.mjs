import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ScriptError } from "../shared/runScript.mjs";

/**
 * The public repository.
 * @typedef {{ owner: string, name: string, url: string }} Repository url: without a slash at the end
 *
 * What is read of package.json.
 * @typedef {object} Manifest
 * @property {string} version
 * @property {string} license
 * @property {string} description
 * @property {readonly string[]} keywords
 * @property {string | { url?: string }} [repository]
 */

/** The picture of the project, below its folder. */
export const LOGO = "docs/images/logo.svg";

/** @param {string} root @returns {Manifest} */
export function readManifest(root) {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** Takes the owner's place in pages and trials while package.json names no repository. */
export const STAND_IN = repository("OWNER", "pulumi-ozeki");

/** What to do where the repository is missing. */
export const SET_REPOSITORY =
  "Set it: `npm pkg set repository.type=git repository.url=git+https://github.com/OWNER/pulumi-ozeki.git`, then run `npm run schema` and `npm run docs`, and commit.";

/**
 * The repository that package.json names: the one place that knows the owner.
 * @param {Manifest} manifest
 * @returns {Repository | undefined} undefined where it names none
 */
export function repositoryOf({ repository: named }) {
  const address = typeof named === "string" ? named : named?.url;
  if (!address) return undefined;
  const [, owner, name] = /^(?:git\+)?https:\/\/github\.com\/([\w-]+)\/([\w.-]+?)(?:\.git)?$/.exec(address) ?? [];
  if (owner && name) return repository(owner, name);
  throw new ScriptError(`package.json names a repository that is not an https address on GitHub. ${SET_REPOSITORY}`);
}

/**
 * Where the files of the main branch are read as they are, and not on a page about them.
 * @param {Repository} repository
 */
export function rawFiles({ owner, name }) {
  return `https://raw.githubusercontent.com/${owner}/${name}/main`;
}

/**
 * Where Pulumi finds the archives of the releases.
 * @param {Repository} repository
 */
export function downloadUrl({ owner, name }) {
  return `github://api.github.com/${owner}/${name}`;
}

/**
 * Who publishes the provider, and where Pulumi finds it: a part of the schema.
 * @param {Repository} repository
 */
export function identityOf(repository) {
  const { owner, url } = repository;
  return {
    publisher: owner,
    repository: url,
    homepage: url,
    logoUrl: `${rawFiles(repository)}/${LOGO}`,
    pluginDownloadURL: downloadUrl(repository),
  };
}

/**
 * @param {string} owner
 * @param {string} name
 * @returns {Repository}
 */
function repository(owner, name) {
  return { owner, name, url: `https://github.com/${owner}/${name}` };
}
