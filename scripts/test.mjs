#!/usr/bin/env node
import { parseArgs } from "node:util";
import { languagesHere } from "./pulumi/languagesHere.mjs";
import { log, ROOT, runScript } from "./shared/runScript.mjs";
import { setUp, setUpPackage } from "./shared/setUp.mjs";
import { runJest } from "./test/runJest.mjs";

const HELP = `Sets up what is missing and runs the tests.

  npm test                                  everything that a change must pass
  npm run test:unit                         the quick part: codecs, client, lifecycle, simulator
  npm test -- --only engine                 one project of jest.config.js (more than one: --only unit --only process)
  npm test -- --only engine -- -t drift     what follows the second -- goes to jest
  npm run test:long                         everything by both providers, with the engine killed 20 times instead of 2, a PBX of 2,000 extensions,
                                            and stacks on PostgreSQL, where it is installed or PULUMI_OZEKI_TEST_POSTGRES is the URL of a database
  npm run test:windows                      what an administrator on Windows runs: on Windows itself, elsewhere with Windows builds under Wine
  npm run fuzz -- 60                        hostile bytes and random stories, for 60 seconds each (600 where none are given)
`;

await runScript(async (signal) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      only: { type: "string", multiple: true },
      long: { type: "boolean" },
      fuzz: { type: "boolean" },
      windows: { type: "boolean" },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  if (values.windows) {
    await setUpPackage(ROOT, signal);
    const { runWindowsTests } = await import("./windows/runWindowsTests.mjs");
    return runWindowsTests(ROOT, positionals, signal);
  }
  const selection = selectTests(values, positionals);
  const cli = await setUpFor(selection.projects, signal);
  return runJest(ROOT, { ...selection, environment: { ...selection.environment, ...cli }, signal });
});

/**
 * Sets up what the projects need. The unit tests need no CLI.
 * @param {readonly string[]} projects
 * @param {AbortSignal} signal
 */
async function setUpFor(projects, signal) {
  if (projects.length > 0 && projects.every((project) => project === "unit")) {
    await setUpPackage(ROOT, signal);
    return undefined;
  }
  const { version, folder } = await setUp(ROOT, signal, await languagesHere());
  log(`The engine tests run Pulumi ${version} in ${folder}.`);
  return { PULUMI_OZEKI_TEST_CLI: folder };
}

/**
 * What jest runs, and the variables that tell the tests the mode.
 * @param {{ only?: string[], long?: boolean, fuzz?: boolean }} values
 * @param {string[]} args
 * @returns {{ projects: string[], args: string[], environment: Record<string, string> }}
 */
function selectTests(values, args) {
  if (values.fuzz) {
    const [seconds = "600", ...others] = args;
    const environment = { PULUMI_OZEKI_FUZZ_SECONDS: seconds };
    return { projects: ["unit"], args: ["--testPathPatterns=test/fuzz/", ...others], environment };
  }
  const environment = values.long ? { PULUMI_OZEKI_CRASH_ROUNDS: "20", PULUMI_OZEKI_LONG: "1" } : undefined;
  return { projects: values.only ?? [], args, environment: environment ?? {} };
}
