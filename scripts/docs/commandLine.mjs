import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 * @typedef {import("commander").Command} Command
 * @typedef {import("../../cli/shared/terminal.js").NewTerminal} NewTerminal
 *
 * What a command line printed, in its order.
 * @typedef {{ output: string, exitCode: number }} Run
 *
 * A subcommand. `help` is what it prints for `--help`.
 * @typedef {{ name: string, summary: string, command: Command, help: string }} Subcommand
 */

/**
 * The command `pulumi-ozeki`, run within this process.
 * @param {Sources} sources
 * @param {string} root
 */
export function commandLine(sources, root) {
  /** @type {typeof import("../../cli/run.js")} */
  const { run } = sources.load("cli/run.ts");

  /**
   * @param {readonly string[]} args
   * @param {{ environment?: Record<string, string>, ended?: AbortSignal, onLine?: (line: string) => void }} [options]
   * @returns {Promise<Run>}
   */
  async function runCommand(args, { environment = {}, ended = new AbortController().signal, onLine = () => {} } = {}) {
    /** @type {string[]} */
    const lines = [];
    const exitCode = await run(args, terminalInto(lines, { environment, ended, onLine }));
    return { output: lines.join("\n"), exitCode };
  }

  /** All subcommands, in the order of `pulumi-ozeki --help`. */
  async function subcommands() {
    const { output } = await runCommand(["--help"]);
    const [, list = ""] = /^Commands:\n((?: .*\n)+)/m.exec(output) ?? [];
    const rows = [...list.matchAll(/^ {2}(\w+) {2,}(.*)$/gm)].map(([, name = "", summary = ""]) => ({ name, summary }));
    /** @type {Subcommand[]} */
    const found = [];
    for (const { name, summary } of rows) {
      const { output: help } = await runCommand([name, "--help"]);
      found.push({ name, summary, command: definitionOf(name), help });
    }
    if (found.length === 0) throw new Error(`pulumi-ozeki --help lists no command:\n${output}`);
    return found;
  }

  /**
   * Commander's definition of a subcommand. Its module has the name of the command.
   * @param {string} name
   * @returns {Command}
   */
  function definitionOf(name) {
    const file = [`cli/commands/${name}/${name}.ts`, `cli/commands/${name}.ts`].find((one) =>
      existsSync(join(root, one)),
    );
    if (file === undefined) throw new Error(`cli/commands has no module of the command ${name}.`);
    return sources.load(file)[`${name}Command`](terminalInto([]), () => []);
  }

  return { runCommand, subcommands };
}

/**
 * A terminal that is not one: nothing is wrapped or coloured, and no question gets an answer.
 * @param {string[]} lines
 * @param {{ environment?: Record<string, string>, ended?: AbortSignal, onLine?: (line: string) => void }} [options]
 * @returns {NewTerminal}
 */
function terminalInto(lines, { environment = {}, ended = new AbortController().signal, onLine = () => {} } = {}) {
  const add = (/** @type {string} */ line) => {
    lines.push(line);
    onLine(line);
  };
  return {
    print: (text, label = "") => add(`${label}${text}`),
    printData: add,
    warn: add,
    flushed: async () => {},
    hasReader: () => true,
    environment,
    ended,
    isInteractive: false,
    hasColour: false,
    window: () => undefined,
    clear: undefined,
    progress: undefined,
    ask: async () => "",
  };
}
