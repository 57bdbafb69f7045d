import { runCommand } from "./runCommand.mjs";
import { log, ScriptError } from "./runScript.mjs";

/**
 * Runs a command and returns what it prints to standard output. What a failed one printed is logged.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<string>}
 */
export async function outputOf(file, args, { cwd, env = process.env, signal }) {
  /** @type {string[]} */
  const output = [];
  /** @type {string[]} */
  const errors = [];
  const onErrorLine = (/** @type {string} */ line) => errors.push(line);
  const code = await runCommand(file, args, { cwd, env, signal, onLine: (line) => output.push(line), onErrorLine });
  if (code === 0) return output.join("\n");
  for (const line of [...output, ...errors]) log(`  ${line}`);
  throw new ScriptError(
    `\`${[file, ...args.slice(0, 3)].join(" ")}\` failed with exit code ${code}. The reason is above.`,
  );
}

/**
 * Runs npm, which is a batch file on Windows: the script of the npm that runs this one is called instead.
 * @param {readonly string[]} args
 * @param {{ cwd: string, signal: AbortSignal }} options
 */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script ? outputOf(process.execPath, [script, ...args], options) : outputOf("npm", args, options);
}
