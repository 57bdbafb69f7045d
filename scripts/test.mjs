#!/usr/bin/env node
// On a fresh clone nothing is installed: what this imports, and what that imports, is Node's own and this project's.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findPython } from "./pulumi/python.mjs";
import { setUp, setUpPackage } from "./setUp/setUp.mjs";
import { explained } from "./shared/foreseen.mjs";
import { interruptible } from "./shared/interruptible.mjs";
import { Outlet } from "./shared/outlet.mjs";
import { readReport } from "./test/report.mjs";
import { runJest } from "./test/runJest.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HELP = `Sets up what is missing and runs the tests.

  npm test                                  everything that a change must pass
  npm run test:unit                         the quick part: codecs, client, lifecycle, simulator
  npm test -- --only engine                 one project of jest.config.js (more than one: --only unit --only process)
  npm test -- --only engine -- -t drift     what follows the second -- goes to jest
  npm run test:long                         everything by both providers, with the engine killed 20 times instead of 2, a PBX of 2,000 extensions,
                                            and stacks on PostgreSQL, where it is installed or PULUMI_OZEKI_TEST_POSTGRES is the URL of a database
  npm run fuzz -- 60                        the codecs under hostile bytes, for 60 seconds each (600 where none are given)
  npm run docs                              writes the pages of docs/ that come from the tests' tables
`;

const outlet = new Outlet(process.stdout);

process.exitCode = await interruptible(async (signal) => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-report-"));
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        only: { type: "string", multiple: true },
        long: { type: "boolean" },
        fuzz: { type: "boolean" },
        "write-docs": { type: "boolean" },
      },
    });
    if (values.help) {
      outlet.line(HELP);
      return 0;
    }
    const selection = selected(values, positionals);
    const pulumi = await setUpFor(selection.projects, signal);
    const files = { report: join(folder, "report.json"), starts: join(folder, "starts.txt") };
    const code = await runJest(ROOT, { ...selection, ...files, pulumi, signal });
    const { slowest, summary } = readReport(ROOT, files);
    for (const line of slowest) outlet.line(line);
    outlet.line(summary);
    return code;
  } catch (error) {
    outlet.error(signal.aborted ? "Stopped." : explained(error));
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * The quick part runs no engine, and needs no CLI.
 * @param {string[]} projects
 * @param {AbortSignal} signal
 */
async function setUpFor(projects, signal) {
  if (projects.length > 0 && projects.every((project) => project === "unit")) {
    await setUpPackage(ROOT, { outlet, signal });
    return undefined;
  }
  const python = await findPython();
  const languages = "problem" in python ? /** @type {const} */ (["yaml"]) : /** @type {const} */ (["yaml", "python"]);
  const pulumi = await setUp(ROOT, { outlet, signal, languages });
  outlet.line(`The engine tests run Pulumi ${pulumi.version} of ${pulumi.folder}.`);
  return pulumi;
}

/**
 * What jest is to run, and the variables by which the tests know the mode.
 * @param {{ only?: string[], long?: boolean, fuzz?: boolean, "write-docs"?: boolean }} values
 * @param {string[]} args
 */
function selected(values, args) {
  if (values.fuzz) {
    const [seconds = "600", ...others] = args;
    const environment = { PULUMI_OZEKI_FUZZ_SECONDS: seconds };
    return { projects: ["unit"], args: ["--testPathPatterns=test/fuzz/", ...others], environment };
  }
  if (values["write-docs"]) {
    const environment = { PULUMI_OZEKI_WRITE_DOCS: "1" };
    return { projects: ["unit"], args: ["--testPathPatterns=test/docs/", ...args], environment };
  }
  return {
    projects: values.only ?? [],
    args,
    environment: values.long ? { PULUMI_OZEKI_CRASH_ROUNDS: "20", PULUMI_OZEKI_LONG: "1" } : {},
  };
}
