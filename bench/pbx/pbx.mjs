import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CannotMeasure } from "../cannotMeasure.mjs";

const PROCESS = fileURLToPath(new URL("./process.mjs", import.meta.url));
const SIMULATOR = fileURLToPath(new URL("../../dist/simulator/index.js", import.meta.url));

/**
 * What the PBX saw.
 * @typedef {object} Seen
 * @property {number} extensions how many it holds now
 * @property {import("./tally.mjs").Tally} requests
 */

/** A simulated PBX that all sides talk to, in its own process. */
export class Pbx {
  /** @type {import("node:child_process").ChildProcess} */
  #child;

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {string} origin
   */
  constructor(child, origin) {
    this.#child = child;
    this.origin = origin;
  }

  /**
   * Starts one on a free port of the loopback interface. Always {@link stop} it.
   * @param {{ extensions?: number, latency?: number }} [options] how many extensions it begins with, and how many milliseconds it waits
   * before each answer; none, if not told
   */
  static async start({ extensions = 0, latency = 0 } = {}) {
    if (!existsSync(SIMULATOR)) throw new CannotMeasure("dist/ is not built: run `npm run build`.");
    const child = fork(PROCESS, [String(extensions), String(latency)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    return new Pbx(child, await answer(child));
  }

  /**
   * What it saw since the last call.
   * @returns {Promise<Seen>}
   */
  seen() {
    const seen = answer(this.#child);
    this.#child.send("seen");
    return seen;
  }

  /** Ends it. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<any>}
 */
function answer(child) {
  return new Promise((resolve, reject) => {
    const onMessage = (/** @type {unknown} */ message) => finish(() => resolve(message));
    const onExit = () => finish(() => reject(new CannotMeasure("The simulated PBX ended by itself.")));
    const finish = (/** @type {() => void} */ how) => {
      child.off("message", onMessage);
      child.off("exit", onExit);
      how();
    };
    child.on("message", onMessage);
    child.on("exit", onExit);
  });
}
