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
 */
export function commandLine(sources) {
  /** @type {typeof import("../../cli/run.js")} */
  const { run, subcommands: allSubcommands } = sources.load("cli/run.ts");
  /** @type {typeof import("../../cli/shared/safeTerminal.js")} */
  const { safeTerminal } = sources.load("cli/shared/safeTerminal.ts");

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

  /** All subcommands, in the order of `pulumi-ozeki --help`. @returns {Promise<Subcommand[]>} */
  function subcommands() {
    return Promise.all(
      allSubcommands.map(async ({ name, summary, load }) => {
        const { output: help } = await runCommand([name, "--help"]);
        return { name, summary, command: load()(safeTerminal(terminalInto([]))), help };
      }),
    );
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
