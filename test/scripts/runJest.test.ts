import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./support/run";

const SCRIPTS = join(__dirname, "..", "..", "scripts", "test");
const ROOT = join(tmpdir(), "project");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-report-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The lines for a report of jest and the starts of commands. */
async function reportLines(report: Record<string, unknown>, starts: readonly string[]) {
  const files = { report: join(folder, "report.json"), starts: join(folder, "starts.txt") };
  writeFileSync(files.report, JSON.stringify(report));
  writeFileSync(files.starts, starts.map((file) => `${file}\n`).join(""));
  const script = `
    import { reportLines } from "./runJest.mjs";
    console.log(JSON.stringify(reportLines(${JSON.stringify(ROOT)}, ${JSON.stringify(files)})));`;
  const { stdout, logged } = await run(["--input-type=module", "-e", script], process.env, SCRIPTS).outcome;
  expect(logged).toEqual([]);
  return JSON.parse(stdout) as string[];
}

const file = (at: number) => join(ROOT, "test", `${at}.test.ts`);
const counts = { numPassedTests: 7, numFailedTests: 0, numFailedTestSuites: 0, numRuntimeErrorTestSuites: 0 };

describe("the report at the end of npm test", () => {
  test("names the ten slowest files, the slowest first, with the commands that each started", async () => {
    const testResults = Array.from({ length: 12 }, (_, at) => ({ name: file(at), startTime: 0, endTime: at * 1000 }));
    const lines = await reportLines({ ...counts, testResults }, [file(11), file(1), file(11)]);
    expect(lines).toHaveLength(12);
    expect(lines.slice(0, 3)).toEqual([
      "The slowest test files:",
      "    11 s  test/11.test.ts  2 commands started",
      "    10 s  test/10.test.ts",
    ]);
    expect(lines.slice(-2)).toEqual(["     2 s  test/2.test.ts", "7 passed, 0 failed"]);
  });

  test.each([
    ["tests that fail", { numFailedTests: 3, numFailedTestSuites: 1 }, "7 passed, 3 failed"],
    ["files that cannot be loaded", { numFailedTestSuites: 2, numRuntimeErrorTestSuites: 2 }, "7 passed, 2 failed"],
  ])("counts %s", async (_, failed, line) => {
    expect((await reportLines({ ...counts, ...failed, testResults: [] }, [])).at(-1)).toBe(line);
  });
});
