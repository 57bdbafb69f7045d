import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { log, ScriptError } from "../shared/runScript.mjs";
import { move, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { buildWithGo, findGo, LANGUAGE_HOSTS, sourceDigest } from "./buildWithGo.mjs";
import { cacheFolder } from "./findPulumi.mjs";
import { fileName, findProgram, pathFolders } from "./programs.mjs";
import { startProgress } from "./progress.mjs";

/** @typedef {keyof typeof LANGUAGE_HOSTS} Language */

/**
 * Ensures that a CLI can run programs in a language. The vendor's CLI already can; to one that was built here the language
 * host is added.
 * @param {Language} language
 * @param {{ folder: string }} pulumi
 * @param {AbortSignal} signal
 */
export async function ensureLanguageHost(language, { folder }, signal) {
  const program = LANGUAGE_HOSTS[language];
  const { name, title } = program;
  // Written beside a host that this project's own source is part of.
  const digestFile = `${name}.source`;
  const digest = await sourceDigest(program);
  const builtFrom = await readFile(join(folder, digestFile), "utf8").catch(() => undefined);
  const isOutdated = builtFrom !== undefined && builtFrom !== digest;
  if (!isOutdated && findProgram(name, [folder, ...pathFolders()])) return;
  const cache = cacheFolder();
  if (dirname(folder) !== cache) {
    throw new ScriptError(
      `The Pulumi CLI in ${folder} lacks ${name}. Install it again from https://www.pulumi.com/docs/install/, ` +
        "or set PULUMI_OZEKI_CLI=cache,vendor,build to use another one.",
    );
  }
  const { go, version } = await findGo();
  log(`Building ${title} with Go ${version} into ${folder}, once.`);
  await withTemporaryFolder(cache, async (temporary) => {
    const progress = startProgress("Starting Go");
    try {
      const bin = await buildWithGo([program], { go, temporary, update: progress.update, signal });
      const host = fileName(name);
      // The host last: it is what the check above looks for.
      const files = [...(await readdir(bin)).filter((file) => file !== host), host];
      for (const file of files) await move(join(bin, file), join(folder, file));
      if (digest !== undefined) await writeFile(join(folder, digestFile), digest);
      log(`${name} was built in ${progress.stop()}.`);
    } finally {
      progress.stop();
    }
  });
}
