import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { commandLine } from "../shared/commandLine.mjs";
import { Foreseen } from "../shared/foreseen.mjs";

/** How long Pulumi may take to end after it was told to: it finishes what it is doing on the PBX first. */
const PATIENCE = 15_000;

/** The commands that print a line for each resource. */
const SHOWS_RESOURCES = new Set(["up", "preview", "refresh", "destroy"]);

const isWindows = process.platform === "win32";

/** Runs commands of the Pulumi CLI in one folder, and shows what they print. */
export class Cli {
  #options;

  /**
   * @param {{
   *   pulumi: string,
   *   folder: string,
   *   environment: NodeJS.ProcessEnv,
   *   outlet: import("../shared/outlet.mjs").Outlet,
   *   signal: AbortSignal,
   * }} options pulumi: the executable
   */
  constructor(options) {
    this.#options = options;
  }

  /**
   * @param {readonly string[]} args
   * @param {{ input?: string, outputs?: boolean }} [options] input: what the command reads, where it asks for a secret;
   *   outputs: whether it shows the outputs of the stack at its end
   */
  async run(args, { input, outputs = true } = {}) {
    const { outlet, signal } = this.#options;
    signal.throwIfAborted();
    outlet.command(["pulumi", ...args].join(" "));
    // It asks nothing, and draws nothing anew: what it prints stays as it is, on a terminal and in a file.
    const display = ["--non-interactive", "--color", outlet.inColours ? "always" : "never"];
    if (SHOWS_RESOURCES.has(args[0] ?? ""))
      display.push("--suppress-progress", ...(outputs ? [] : ["--suppress-outputs"]));
    const code = await this.#finished([...args, ...display], input);
    signal.throwIfAborted();
    if (code !== 0) {
      const command = `pulumi ${args[0]}`;
      throw new Foreseen(`\`${command}\` ended with exit code ${code}: it says why above.`, Number(code) || 1);
    }
  }

  /**
   * @param {string[]} args
   * @param {string | undefined} input
   * @returns {Promise<number | string>} the exit code, or the signal that ended it
   */
  #finished(args, input) {
    const { pulumi, folder, environment, outlet, signal } = this.#options;
    const line = commandLine(pulumi, args);
    const child = spawn(line.file, line.args, {
      ...line.options,
      cwd: folder,
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own: Ctrl-C in the terminal would reach it twice, once by way of us, and twice means at once,
      // without a word to what it started. On Windows that would open a window, and it is the console that tells it.
      detached: !isWindows,
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    const show = withoutBlankEnds((text) => outlet.output(text));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", show);
    }
    const stopped = stopOnAbort(child, signal);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, name) => resolve(code ?? name ?? 1));
    }).finally(stopped);
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {AbortSignal} signal
 * @returns {() => void} to be called when the child has ended
 */
function stopOnAbort(child, signal) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const stop = () => {
    if (!isWindows) child.kill("SIGINT");
    timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  };
  signal.addEventListener("abort", stop, { once: true });
  return () => {
    signal.removeEventListener("abort", stop);
    clearTimeout(timer);
  };
}

/**
 * Blank lines between others stay; those before the first line and after the last one go.
 * @param {(line: string) => void} show
 * @returns {(line: string) => void}
 */
function withoutBlankEnds(show) {
  let blank = 0;
  let begun = false;
  return (line) => {
    if (line.trim() === "") {
      blank++;
      return;
    }
    for (; begun && blank > 0; blank--) show("");
    blank = 0;
    begun = true;
    show(line.trimEnd());
  };
}
