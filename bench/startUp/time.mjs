import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { CannotMeasure } from "../cannotMeasure.mjs";
import { cleanEnvironment } from "../environment.mjs";

/**
 * How long the plugin takes from its start to the first line that it prints, in milliseconds.
 * @param {import("./sides.mjs").Side} side
 * @param {{ folder: string, signal: AbortSignal }} options
 */
export async function startUpTime({ name, command, args }, { folder, signal }) {
  signal.throwIfAborted();
  // An address without an engine: plugins of one engine share their claims.
  const engine = `127.0.0.${randomInt(2, 255)}:${randomInt(1, 65_536)}`;
  const start = performance.now();
  // Not with runCommand, whose own work would be part of the time.
  const plugin = spawn(command, [...args, engine], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(plugin, "exit");
  try {
    await Promise.race([
      once(plugin.stdout, "data"),
      ended.then(([code]) => {
        throw new CannotMeasure(`The plugin (${name}) ended with ${code}.`);
      }),
    ]);
    return performance.now() - start;
  } finally {
    plugin.kill("SIGKILL");
    await ended;
  }
}
