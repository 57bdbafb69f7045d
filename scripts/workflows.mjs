#!/usr/bin/env node
import { parseArgs } from "node:util";
import { ROOT, runScript } from "./shared/runScript.mjs";

const HELP = `Checks .github/workflows and examples/ci with actionlint and zizmor, each where it is installed.

  npm run lint:workflows                checks; a linter that is missing is reported, and is not an error
  npm run lint:workflows -- --install   installs those that are missing before (needs Go and Python), into this project's cache
`;

await runScript(async (signal) => {
  const { values } = parseArgs({ options: { install: { type: "boolean" }, help: { type: "boolean", short: "h" } } });
  if (values.help) return void process.stdout.write(HELP);
  const { lintWorkflows } = await import("./workflows/lintWorkflows.mjs");
  return lintWorkflows(ROOT, { install: values.install ?? false, signal });
});
