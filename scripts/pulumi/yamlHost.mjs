import { copyFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { interruptible } from "../shared/interruptible.mjs";
import { takeLock } from "../shared/lock.mjs";
import { newPart, removePart } from "../shared/part.mjs";
import { buildYamlHost } from "./build.mjs";
import { cacheFolder } from "./cache.mjs";
import { fileNames, programIn, programOnPath } from "./executable.mjs";
import { findGo } from "./go.mjs";
import { NoPulumi } from "./noPulumi.mjs";
import { startProgress } from "./progress.mjs";
import { MINIMUM_GO, YAML_HOST } from "./version.mjs";

const NAME = "pulumi-language-yaml";

/**
 * Sees to it that a CLI can run programs in YAML. The vendor's brings what that takes; to one that this project built it is
 * added, so that a CLI in the cache need not be built again.
 * @param {import("./ensure.mjs").Pulumi} pulumi
 * @param {import("./ensure.mjs").Outlets} [outlets]
 * @throws {NoPulumi} with one line that says what to do
 */
export async function ensureYamlHost({ folder }, { say = () => {}, progress } = {}) {
  if (programIn(folder, NAME) || programOnPath(NAME)) return;
  const cache = cacheFolder();
  if (dirname(folder) !== cache) {
    throw new NoPulumi(
      `The Pulumi CLI in ${folder} lacks ${NAME}: install it anew from https://www.pulumi.com/docs/install/, ` +
        "or set PULUMI_OZEKI_CLI=cache,vendor,build to use another one.",
    );
  }
  await interruptible(async (signal) => {
    const waiting = () => say(`Another process is setting up ${NAME}: waiting for it.`);
    const release = await takeLock(join(cache, `${NAME}.lock`), { signal, waiting });
    try {
      if (!programIn(folder, NAME)) await add(folder, { cache, say, progress, signal });
    } finally {
      await release();
    }
  });
}

/**
 * @param {string} folder
 * @param {{
 *   cache: string,
 *   say: (line: string) => void,
 *   progress: ((line: string) => void) | undefined,
 *   signal: AbortSignal,
 * }} options
 */
async function add(folder, { cache, say, progress, signal }) {
  const go = await findGo();
  if ("problem" in go) {
    throw new NoPulumi(`Programs in YAML need ${NAME}, and ${go.problem}: install Go ${MINIMUM_GO} or newer.`);
  }
  say(`Building Pulumi's YAML language host ${YAML_HOST} with Go ${go.version} into ${folder}, once.`);
  const showing = startProgress({ say, progress });
  const part = await newPart(cache);
  try {
    const built = await buildYamlHost(go, { part, at: showing.at, signal });
    if ("problem" in built) throw new NoPulumi(`${NAME} could not be built with Go (${built.problem}).`);
    const file = fileNames(NAME)[0] ?? NAME;
    // Into the folder whole or not at all.
    const beside = join(folder, `.${file}.part`);
    await copyFile(join(built.ready, file), beside);
    await rename(beside, join(folder, file));
    say(`${NAME} is built (${showing.end()}).`);
  } finally {
    showing.end();
    await removePart(part);
  }
}
