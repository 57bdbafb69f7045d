import { existsSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";

const SLOWEST_COUNT = 10;

/**
 * What is printed at the end of a run: the slowest files, and how many tests passed and failed.
 * @param {string} root
 * @param {{ report: string, starts: string }} files report: what jest wrote; starts: a line for each start of a command, the
 *   test file that started it
 * @returns {{ slowest: string[], summary: string }}
 */
export function readReport(root, { report, starts }) {
  /** @type {JestReport} */
  const results = JSON.parse(readFileSync(report, "utf8"));
  const started = existsSync(starts) ? readFileSync(starts, "utf8").split("\n") : [];
  const files = results.testResults
    .map(({ name, startTime, endTime }) => ({
      name: relative(root, name).split(sep).join("/"),
      seconds: Math.round((endTime - startTime) / 1000),
      commands: started.filter((file) => file === name).length,
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST_COUNT);
  const lines = files.map(({ name, seconds, commands }) => {
    const note = commands === 0 ? "" : `  ${commands} commands started`;
    return `  ${String(seconds).padStart(4)} s  ${name}${note}`;
  });
  return { slowest: ["The slowest test files:", ...lines], summary: summaryOf(results) };
}

/**
 * @typedef {{
 *   numPassedTests: number, numFailedTests: number, numFailedTestSuites: number, numRuntimeErrorTestSuites: number,
 *   testResults: { name: string, startTime: number, endTime: number }[],
 * }} JestReport
 */

/** @param {JestReport} report */
function summaryOf({ numPassedTests, numFailedTests, numFailedTestSuites, numRuntimeErrorTestSuites }) {
  // A file that cannot even be loaded has no test that could fail.
  const failed = numFailedTests === 0 ? Math.max(numFailedTestSuites, numRuntimeErrorTestSuites) : numFailedTests;
  return `${numPassedTests} passed, ${failed} failed`;
}
