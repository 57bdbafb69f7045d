import { basename } from "node:path";
import { programOnPath } from "../pulumi/executable.mjs";
import { Foreseen } from "../shared/foreseen.mjs";
import { kept } from "../shared/kept.mjs";

/**
 * Installs the packages that this project needs.
 * @param {string} root
 * @param {{ say: (line: string) => void, signal: AbortSignal }} options
 */
export async function install(root, { say, signal }) {
  /** @type {string[]} */
  const printed = [];
  const note = (/** @type {string} */ line) => printed.push(line);
  const { command, args } = npm();
  const options = { cwd: root, env: process.env, signal, output: note, errors: note };
  const code = await kept(command, [...args, "ci", "--no-audit", "--no-fund"], options);
  if (code !== 0) {
    for (const line of printed) say(`  ${line}`);
    throw new Foreseen("The packages could not be installed: npm says why above.", code);
  }
}

function npm() {
  // Set where npm runs this. Other package managers set it too.
  const script = process.env.npm_execpath ?? "";
  if (basename(script) === "npm-cli.js") return { command: process.execPath, args: [script] };
  const command = programOnPath("npm");
  if (!command) throw new Foreseen("npm is not on PATH, and it comes with Node.js: see https://nodejs.org/.");
  return { command, args: [] };
}
