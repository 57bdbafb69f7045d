import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, relative, sep } from "node:path";
import { log } from "../shared/runScript.mjs";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";

const SLOWEST_COUNT = 10;
/** A command of the engine waits for a part of its time: with one test file for each processor, a sixth of it is idle. */
const WORKERS = Math.ceil(availableParallelism() * 1.5);

/**
 * Runs jest and prints the slowest test files after its own output.
 * @param {string} root
 * @param {{
 *   projects: readonly string[],
 *   args: readonly string[],
 *   environment: NodeJS.ProcessEnv,
 *   signal: AbortSignal,
 * }} options
 * @returns {Promise<number>} its exit code
 */
export async function runJest(root, { projects, args, environment, signal }) {
  return withTemporaryFolder(buildCache(root), async (temporary) => {
    const files = { report: join(temporary, "report.json"), starts: join(temporary, "starts.txt") };
    const jest = createRequire(join(root, "package.json")).resolve("jest/bin/jest");
    const selection = projects.length === 0 ? [] : ["--selectProjects", ...projects];
    const child = spawn(
      process.execPath,
      [jest, ...args, ...selection, `--maxWorkers=${WORKERS}`, "--json", `--outputFile=${files.report}`],
      {
        cwd: root,
        env: { ...process.env, ...environment, PULUMI_OZEKI_TEST_STARTS: files.starts },
        // With --json jest also prints the report to standard output.
        stdio: ["ignore", "ignore", "inherit"],
        signal,
        killSignal: "SIGINT",
      },
    );
    const [code] = await once(child, "exit");
    for (const line of reportLines(root, files)) log(line);
    return code ?? 1;
  });
}

/**
 * @typedef {{
 *   numPassedTests: number, numFailedTests: number, numFailedTestSuites: number, numRuntimeErrorTestSuites: number,
 *   testResults: { name: string, startTime: number, endTime: number }[],
 * }} JestReport
 */

/**
 * The slowest test files, and how many tests passed and failed.
 * @param {string} root
 * @param {{ report: string, starts: string }} files report: of jest; starts: for each command that a test started, a line
 *   with the test file
 */
export function reportLines(root, { report, starts }) {
  /** @type {JestReport} */
  const results = JSON.parse(readFileSync(report, "utf8"));
  const started = existsSync(starts) ? readFileSync(starts, "utf8").split("\n") : [];
  const seconds = (/** @type {JestReport["testResults"][number]} */ { startTime, endTime }) =>
    Math.round((endTime - startTime) / 1000);
  const slowest = results.testResults.sort((a, b) => seconds(b) - seconds(a)).slice(0, SLOWEST_COUNT);
  const lines = slowest.map((result) => {
    const name = relative(root, result.name).split(sep).join("/");
    const commands = started.filter((file) => file === result.name).length;
    return `  ${String(seconds(result)).padStart(4)} s  ${name}${commands === 0 ? "" : `  ${commands} commands started`}`;
  });
  const { numPassedTests, numFailedTests, numFailedTestSuites, numRuntimeErrorTestSuites } = results;
  // A file that cannot be loaded has no tests that fail.
  const failed = numFailedTests || Math.max(numFailedTestSuites, numRuntimeErrorTestSuites);
  return ["The slowest test files:", ...lines, `${numPassedTests} passed, ${failed} failed`];
}
