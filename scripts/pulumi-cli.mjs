#!/usr/bin/env node
import { parseArgs } from "node:util";
import { log, runScript } from "./shared/runScript.mjs";

const HELP = `Finds the Pulumi CLI that this project's tests and demo run, or installs it.

  node scripts/pulumi-cli.mjs            prints the folder of the CLI
  node scripts/pulumi-cli.mjs --json     prints {folder, version, pulumi, env, source} instead
  node scripts/pulumi-cli.mjs --yaml     also ensures that the CLI can run programs in YAML
  node scripts/pulumi-cli.mjs --python   also ensures that it can run programs in Python
  node scripts/pulumi-cli.mjs --go       also ensures that it can run programs in Go

The folder (or the JSON) is printed to standard output, everything else to standard error. The sources, in the order in
which they are tried:

  path     a CLI on PATH that is new enough, with pulumi-language-nodejs and pulumi-resource-pulumi-nodejs
  home     the same under ~/.pulumi
  cache    one that this project installed before
  vendor   the vendor's installer (needs get.pulumi.com)
  build    a build from its sources (needs Go and a Go module proxy)

Environment:

  PULUMI_OZEKI_CLI     the sources to try, for example "cache,build"; without it all of them. vendor and build include
                       the cache: to install again, remove what it holds
  PULUMI_OZEKI_CACHE   the folder of the cache; without it pulumi-ozeki in the user's cache folder
                       (~/.cache, ~/Library/Caches or %LOCALAPPDATA%)
`;

const SOURCE_TEXTS = {
  path: "found on PATH",
  home: "found under ~/.pulumi",
  cache: "found in this project's cache",
  vendor: "installed from the vendor",
  build: "built from its sources",
};

await runScript(async (signal) => {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      json: { type: "boolean" },
      yaml: { type: "boolean" },
      python: { type: "boolean" },
      go: { type: "boolean" },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const { ensurePulumi } = await import("./pulumi/ensurePulumi.mjs");
  const { ensureLanguageHost } = await import("./pulumi/ensureLanguageHost.mjs");
  const pulumi = await ensurePulumi(signal);
  for (const language of /** @type {const} */ (["yaml", "python", "go"])) {
    if (values[language]) await ensureLanguageHost(language, pulumi, signal);
  }
  log(`Pulumi ${pulumi.version}, ${SOURCE_TEXTS[pulumi.source]}.`);
  process.stdout.write(`${values.json ? JSON.stringify(pulumi) : pulumi.folder}\n`);
});
