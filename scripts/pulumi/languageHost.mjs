import { copyFile, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { interruptible } from "../shared/interruptible.mjs";
import { takeLock } from "../shared/lock.mjs";
import { newPart, removePart } from "../shared/part.mjs";
import { buildLanguageHost, sourceOf } from "./build.mjs";
import { cacheFolder } from "./cache.mjs";
import { fileNames, programIn, programOnPath } from "./executable.mjs";
import { findGo } from "./go.mjs";
import { NoPulumi } from "./noPulumi.mjs";
import { startProgress } from "./progress.mjs";
import { CLI, MINIMUM_GO, YAML_HOST } from "./version.mjs";

/** @typedef {"yaml" | "python"} Language */

const HOSTS = {
  yaml: { title: "YAML", name: "pulumi-language-yaml", what: `Pulumi's YAML language host ${YAML_HOST}` },
  python: {
    title: "Python",
    name: "pulumi-language-python",
    what: `a Python language host of this project's from the parts of Pulumi ${CLI}`,
  },
};

/**
 * Sees to it that a CLI can run programs in that language. The vendor's brings what that takes; to one that this project
 * built it is added, so that a CLI in the cache need not be built again.
 * @param {Language} language
 * @param {import("./ensure.mjs").Pulumi} pulumi
 * @param {import("./ensure.mjs").Outlets} [outlets]
 * @throws {NoPulumi} with one line that says what to do
 */
export async function ensureLanguageHost(language, { folder }, { say = () => {}, progress } = {}) {
  const { name } = HOSTS[language];
  const cache = cacheFolder();
  if (await isOld(language, folder)) await rm(programIn(folder, name) ?? "", { force: true });
  if (programIn(folder, name) || programOnPath(name)) return;
  if (dirname(folder) !== cache) {
    throw new NoPulumi(
      `The Pulumi CLI in ${folder} lacks ${name}: install it anew from https://www.pulumi.com/docs/install/, ` +
        "or set PULUMI_OZEKI_CLI=cache,vendor,build to use another one.",
    );
  }
  await interruptible(async (signal) => {
    const waiting = () => say(`Another process is setting up ${name}: waiting for it.`);
    const release = await takeLock(join(cache, `${name}.lock`), { signal, waiting });
    try {
      if (!programIn(folder, name)) await add(language, folder, { cache, say, progress, signal });
    } finally {
      await release();
    }
  });
}

/**
 * Whether the host was built from another source than this project has now. The vendor's has no such mark.
 * @param {Language} language
 * @param {string} folder
 */
async function isOld(language, folder) {
  const mark = await readFile(join(folder, markOf(language)), "utf8").catch(() => undefined);
  return mark !== undefined && mark !== (await sourceOf(language));
}

/** @param {Language} language */
const markOf = (language) => `${HOSTS[language].name}.source`;

/**
 * @param {Language} language
 * @param {string} folder
 * @param {{
 *   cache: string,
 *   say: (line: string) => void,
 *   progress: ((line: string) => void) | undefined,
 *   signal: AbortSignal,
 * }} options
 */
async function add(language, folder, { cache, say, progress, signal }) {
  const { title, name, what } = HOSTS[language];
  const go = await findGo();
  if ("problem" in go) {
    throw new NoPulumi(`Programs in ${title} need ${name}, and ${go.problem}: install Go ${MINIMUM_GO} or newer.`);
  }
  say(`Building ${what} with Go ${go.version} into ${folder}, once.`);
  const showing = startProgress({ say, progress });
  const part = await newPart(cache);
  try {
    const built = await buildLanguageHost(language, go, { part, at: showing.at, signal });
    if ("problem" in built) throw new NoPulumi(`${name} could not be built with Go (${built.problem}).`);
    const last = fileNames(name)[0] ?? name;
    // Into the folder whole or not at all, and the one that is looked for after those that it needs.
    for (const file of [...(await readdir(built.ready)).filter((other) => other !== last), last]) {
      const beside = join(folder, `.${file}.part`);
      await copyFile(join(built.ready, file), beside);
      await rename(beside, join(folder, file));
    }
    const source = await sourceOf(language);
    if (source !== undefined) await writeFile(join(folder, markOf(language)), source);
    say(`${name} is built (${showing.end()}).`);
  } finally {
    showing.end();
    await removePart(part);
  }
}
