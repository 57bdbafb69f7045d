import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { cleanEnvironment } from "../environment.mjs";

const CLI = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const BARE = fileURLToPath(new URL("./bareReads.mjs", import.meta.url));

/**
 * Seconds that each side took, by round.
 * @typedef {{ ours: number[], bare: number[] }} Times
 */

/**
 * Takes both sides through the same PBX in turns, each in a fresh process, after a first time that does not count.
 * @param {{ origin: string, rounds: number, connections: number, signal: AbortSignal, log: (line: string) => void }} options
 * @returns {Promise<Times>}
 */
export async function compareExport({ origin, rounds, connections, signal, log }) {
  /** @type {Times} */
  const times = { ours: [], bare: [] };
  for (let round = 0; round <= rounds; round++) {
    const ours = await exported(origin, connections, signal);
    const bare = await timed([BARE, origin, String(connections)], {}, signal);
    log(
      `round ${round}: export ${ours.toFixed(2)} s, bare reads ${bare.toFixed(2)} s${round === 0 ? " (does not count)" : ""}`,
    );
    if (round > 0) {
      times.ours.push(ours);
      times.bare.push(bare);
    }
  }
  return times;
}

/**
 * @param {string} origin
 * @param {number} connections
 * @param {AbortSignal} signal
 */
async function exported(origin, connections, signal) {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-ozeki-bench-"));
  try {
    const environment = { OZEKI_MAX_CONCURRENCY: String(connections) };
    return await run(["export", "--url", origin, "--dir", join(folder, "office")], { environment, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a command of `pulumi-ozeki` to its end.
 * @param {string[]} args
 * @param {{ environment?: NodeJS.ProcessEnv, cwd?: string, signal: AbortSignal }} how
 * @returns {Promise<number>} seconds of the whole process
 * @throws {CannotMeasure} where it fails
 */
export function run(args, { environment = {}, cwd, signal }) {
  return timed([CLI, ...args], environment, signal, cwd);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @param {AbortSignal} signal
 * @param {string} [cwd]
 */
async function timed(args, environment, signal, cwd) {
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...cleanEnvironment(), ...environment },
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    signal,
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new CannotMeasure(`${args[0]} ended with ${code}: ${errors.trim()}`);
  return (performance.now() - begin) / 1000;
}
