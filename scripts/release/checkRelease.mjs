import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeExecutable } from "../executable/makeExecutable.mjs";
import { npm, outputOf } from "../shared/outputOf.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { librariesOf } from "./libraries.mjs";
import { makeLibraries } from "./makeLibraries.mjs";
import { makeSbom } from "./makeSbom.mjs";
import { changelogSection, releaseProblems } from "./releaseProblems.mjs";
import { repositoryOf, SET_REPOSITORY } from "./repository.mjs";
import { tryArchive } from "./tryArchive.mjs";

/** @typedef {import("./releaseProblems.mjs").Release} Release */

/**
 * Reads the files in which a release states its version, and fails where they or the tag do not agree.
 * @param {string} root
 * @param {string | undefined} tag such as `v1.2.3`
 * @returns {Promise<Release>}
 */
export async function readRelease(root, tag) {
  const read = (/** @type {string} */ file) => readFile(join(root, file), "utf8");
  const readJson = async (/** @type {string} */ file) => JSON.parse(await read(file));
  const release = {
    manifest: await readJson("package.json"),
    lock: await readJson("package-lock.json"),
    schema: await readJson("schema.json"),
    changelog: await read("CHANGELOG.md"),
    nodeVersion: await read(".node-version"),
    tag,
    variables: process.env,
  };
  const problems = releaseProblems(release);
  if (problems.length > 0) throw new ScriptError(problems.join("\n"));
  log(`Version ${release.manifest.version} has its section in CHANGELOG.md.`);
  return release;
}

/**
 * Checks the rest of a release, and makes everything of it that this machine can make.
 * @param {string} root
 * @param {Release} release
 * @param {{ out: string, pulumi: import("../pulumi/findPulumi.mjs").Pulumi, signal: AbortSignal }} options out: the folder
 *   for what is published
 */
export async function checkRelease(root, release, { out, pulumi, signal }) {
  const { version } = release.manifest;
  for (const script of ["schema.mjs", "docs.mjs"]) {
    await outputOf(process.execPath, [join(root, "scripts", script), "--check"], { cwd: root, signal });
  }
  log("schema.json and the generated pages match the sources.");

  for (const folder of ["npm", "assets", "python"]) await mkdir(join(out, folder), { recursive: true });
  await npm(["pack", "--pack-destination", join(out, "npm")], { cwd: root, signal });
  await writeFile(join(out, "notes.md"), `${changelogSection(release.changelog, version)}\n`);
  await writeFile(join(out, "assets", "pulumi-ozeki.cdx.json"), await makeSbom(root, signal));
  log("The npm package, the release notes and the list of packages were made.");

  await withTemporaryFolder(buildCache(root), async (temporary) => {
    const { archive } = await makeExecutable(root, join(temporary, "executable"), signal);
    await tryArchive({ archive, version, temporary, pulumi }, signal);
    log("The executable was made. Pulumi installs its archive with --file and with --server.");
    const notMade = await makeLibraries(root, { out, temporary, version, pulumi }, signal);
    reportLibraries(release, notMade);
  });
  log(outcome(release));
}

/**
 * @param {Release} release
 * @param {Awaited<ReturnType<typeof makeLibraries>>} notMade
 */
function reportLibraries({ manifest, tag }, notMade) {
  for (const { language, title } of librariesOf(repositoryOf(manifest), manifest.version)) {
    const problem = notMade[/** @type {"python" | "go"} */ (language)];
    if (problem === undefined) log(`The library for ${title} was made.`);
    else if (tag)
      throw new ScriptError(`The library for ${title} was not made: ${problem}. Install it, then run this again.`);
    else log(`The library for ${title} was not made here: ${problem}.`);
  }
}

/** @param {Release} release */
function outcome({ manifest, tag }) {
  if (tag) return `${tag} can be published.`;
  if (repositoryOf(manifest)) return `Ready. Push the tag v${manifest.version} to publish.`;
  return `Ready, but the release job will fail: package.json names no repository. ${SET_REPOSITORY}`;
}
