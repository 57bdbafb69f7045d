import { log } from "../shared/runScript.mjs";
import { runJest } from "../test/runJest.mjs";
import { ensureWindows } from "./ensureWindows.mjs";
import { endWine } from "./wine.mjs";

/**
 * Runs the tests of `test/windows`.
 * @param {string} root
 * @param {readonly string[]} args what goes to jest
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit code
 */
export async function runWindowsTests(root, args, signal) {
  const tools = await ensureWindows(signal);
  log(`The tests run ${tools.node} and Pulumi in ${tools.pulumi}${tools.wine === undefined ? "" : ", under Wine"}.`);
  try {
    const environment = { PULUMI_OZEKI_TEST_WINDOWS: JSON.stringify(tools) };
    return await runJest(root, { projects: ["windows"], args, environment, signal });
  } finally {
    if (tools.wine !== undefined) await endWine(tools.wine);
  }
}
