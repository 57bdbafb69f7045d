#!/usr/bin/env node
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensurePulumi } from "./pulumi/ensure.mjs";
import { ensureLanguageHost } from "./pulumi/languageHost.mjs";
import { NoPulumi } from "./pulumi/noPulumi.mjs";
import { MINIMUM_CLI, MINIMUM_GO } from "./pulumi/version.mjs";

export { ensurePulumi, NoPulumi };

const HELP = `Finds the Pulumi CLI that this project's tests and demo run, or sets it up.

  node scripts/pulumi-cli.mjs            prints what it does, and at the end the folder that the CLI stands in
  node scripts/pulumi-cli.mjs --json     prints {folder, version, pulumi, env, source} at the end instead
  node scripts/pulumi-cli.mjs --yaml     sees also that the CLI can run programs in YAML
  node scripts/pulumi-cli.mjs --python   sees also that it can run programs in Python

The folder (or the JSON) goes to standard output, all else to standard error. The ways, in the order they are tried:

  path     a CLI on PATH, version ${MINIMUM_CLI} or newer, with pulumi-language-nodejs and pulumi-resource-pulumi-nodejs
  home     the same under ~/.pulumi
  cache    one that this project set up before
  vendor   the vendor's installer (needs get.pulumi.com)
  build    a build from its sources (needs Go ${MINIMUM_GO} or newer, and a Go module proxy)

Environment:

  PULUMI_OZEKI_CLI     the ways to try, for instance "cache,build"; without it all of them. vendor and build
                       use what the cache holds already: remove it there to have it made anew
  PULUMI_OZEKI_CACHE   the folder of the cache; without it pulumi-ozeki in the user's cache folder
                       (~/.cache, ~/Library/Caches or %LOCALAPPDATA%)
`;

const FOUND = {
  path: "found on PATH",
  home: "found under ~/.pulumi",
  cache: "found in this project's cache",
  vendor: "installed from the vendor",
  built: "built from its sources",
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();

async function main() {
  const { say, progress } = outlets();
  try {
    const { values } = parseArgs({
      options: {
        help: { type: "boolean", short: "h" },
        json: { type: "boolean" },
        yaml: { type: "boolean" },
        python: { type: "boolean" },
      },
    });
    if (values.help) return void process.stdout.write(HELP);
    const pulumi = await ensurePulumi({ say, progress });
    if (values.yaml) await ensureLanguageHost("yaml", pulumi, { say, progress });
    if (values.python) await ensureLanguageHost("python", pulumi, { say, progress });
    say(`Pulumi ${pulumi.version}, ${FOUND[pulumi.source]}.`);
    process.stdout.write(`${values.json ? JSON.stringify(pulumi) : pulumi.folder}\n`);
  } catch (error) {
    // Only what we foresaw has a line of its own. A defect keeps its stack, or nobody could ever find it.
    const foreseen = error instanceof NoPulumi || (error instanceof TypeError && "code" in error);
    say(foreseen ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
  // A name look-up that hangs cannot be called off, and would keep the process for as long as the resolver likes.
  setTimeout(() => process.exit(), 1_000).unref();
}

function outlets() {
  if (!process.stderr.isTTY) return { say: (/** @type {string} */ line) => console.error(line), progress: undefined };
  const clear = "\r\u001b[K";
  return {
    say: (/** @type {string} */ line) => void process.stderr.write(`${clear}${line}\n`),
    progress: (/** @type {string} */ line) =>
      void process.stderr.write(clear + line.slice(0, (process.stderr.columns || 80) - 1)),
  };
}
