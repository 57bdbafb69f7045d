import { ScriptError } from "../shared/runScript.mjs";

/**
 * The public repository.
 * @typedef {{ owner: string, name: string, url: string }} Repository url: without a slash at the end
 *
 * What is read of package.json.
 * @typedef {{ version: string, repository?: string | { url?: string } }} Manifest
 */

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
 * @param {string} owner
 * @param {string} name
 * @returns {Repository}
 */
function repository(owner, name) {
  return { owner, name, url: `https://github.com/${owner}/${name}` };
}
