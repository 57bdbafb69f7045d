#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PLATFORMS } from "./executable/platforms.mjs";
import { languagesHere } from "./pulumi/languagesHere.mjs";
import { ROOT, runScript } from "./shared/runScript.mjs";
import { setUp } from "./shared/setUp.mjs";
import { buildCache, withTemporaryFolder } from "./shared/temporaryFolder.mjs";

const HELP = `Checks everything of a release that can be checked here. Publishes nothing.

  npm run release:check                   versions, changelog, generated pages, package, executable, archive, libraries
  npm run release:check -- --tag v1.2.3   the same, and that this tag can be published: what the release job runs
  npm run release:check -- --out release  also keeps what was made, in that folder
  npm run release:platforms               prints the platforms of the executables as JSON, for the release job
`;

await runScript(async (signal) => {
  const { values } = parseArgs({
    options: {
      tag: { type: "string" },
      out: { type: "string" },
      platforms: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.platforms) return void process.stdout.write(`${JSON.stringify(PLATFORMS)}\n`);
  const { checkRelease, readRelease } = await import("./release/checkRelease.mjs");
  const release = await readRelease(ROOT, values.tag);
  const pulumi = await setUp(ROOT, signal, await languagesHere());
  const check = (/** @type {string} */ out) => checkRelease(ROOT, release, { out, pulumi, signal });
  if (values.out !== undefined) return check(resolve(values.out));
  return withTemporaryFolder(buildCache(ROOT), check);
});
