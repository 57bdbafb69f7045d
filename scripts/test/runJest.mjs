import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Runs jest to its end, with its own output.
 * @param {string} root
 * @param {{
 *   projects: readonly string[],
 *   args: readonly string[],
 *   environment: Record<string, string>,
 *   report: string,
 *   starts: string,
 *   pulumi: { folder: string } | undefined,
 *   signal: AbortSignal,
 * }} options
 * @returns {Promise<number>} its exit code
 */
export async function runJest(root, { projects, args, environment, report, starts, pulumi, signal }) {
  // Asked for only now: before the set-up it may not have been there.
  const jest = createRequire(join(root, "package.json")).resolve("jest/bin/jest");
  const selection = projects.length === 0 ? [] : ["--selectProjects", ...projects];
  const child = spawn(
    process.execPath,
    [jest, ...args, ...selection, "--maxWorkers=100%", "--json", `--outputFile=${report}`],
    {
      cwd: root,
      env: {
        ...process.env,
        ...environment,
        PULUMI_OZEKI_TEST_STARTS: starts,
        ...(pulumi && { PULUMI_OZEKI_TEST_CLI: pulumi.folder }),
      },
      // With --json jest prints the report to standard output as well; what people read goes to standard error.
      stdio: ["ignore", "ignore", "inherit"],
      signal,
      killSignal: "SIGINT",
    },
  );
  const [code] = await once(child, "exit");
  return code ?? 1;
}
