import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../pulumi/findPulumi.mjs";
import { findPython } from "../pulumi/findPython.mjs";
import { findProgram, pathFolders } from "../pulumi/programs.mjs";
import { outputOf } from "../shared/outputOf.mjs";
import { runCommand } from "../shared/runCommand.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";

/**
 * A linter of workflows.
 * @typedef {object} Linter
 * @property {string} name
 * @property {string} version
 * @property {(workflows: readonly string[]) => readonly string[]} args
 * @property {string} programs the folder of the program in the linter's own folder of the cache
 * @property {(linter: Linter, folder: string, signal: AbortSignal) => Promise<void>} install
 */

/** A workflow for users, beside those of this project. */
const EXAMPLE = "examples/ci/github-actions.yml";
const WORKFLOWS = ".github/workflows";

/** @type {readonly Linter[]} */
const LINTERS = [
  {
    name: "actionlint",
    version: "1.7.12",
    // The example's runner is one of the user's own.
    args: (workflows) => ["-ignore", 'label "pbx" is unknown', ...workflows, EXAMPLE],
    programs: "",
    install: installActionlint,
  },
  {
    name: "zizmor",
    version: "1.32.0",
    // Without a network: what is found does not depend on it.
    args: () => ["--offline", "--quiet", "--no-progress", "--persona=pedantic", ".github", EXAMPLE],
    programs: process.platform === "win32" ? "Scripts" : "bin",
    install: installZizmor,
  },
];

/**
 * Runs the linters that are installed.
 * @param {string} root
 * @param {{ install: boolean, signal: AbortSignal }} options install: whether missing ones are installed before
 * @returns {Promise<number>} the exit code
 */
export async function lintWorkflows(root, { install, signal }) {
  const workflows = (await readdir(join(root, WORKFLOWS))).map((name) => join(WORKFLOWS, name));
  let code = 0;
  for (const linter of LINTERS) {
    const folder = join(cacheFolder(), `${linter.name}-${linter.version}`);
    const programOf = () => findProgram(linter.name, [join(folder, linter.programs), ...pathFolders()]);
    if (install && !programOf()) {
      await mkdir(folder, { recursive: true });
      await linter.install(linter, folder, signal);
    }
    const program = programOf();
    if (!program) {
      log(`The workflows were not checked by ${linter.name}. \`npm run lint:workflows -- --install\` installs it.`);
      continue;
    }
    const failed = (await runCommand(program, linter.args(workflows), { cwd: root, signal, onLine: log })) !== 0;
    if (failed) log(`${linter.name} found mistakes in .github or ${EXAMPLE}.`);
    code ||= failed ? 1 : 0;
  }
  return code;
}

/** @type {Linter["install"]} */
async function installActionlint({ name, version }, folder, signal) {
  const go = findProgram("go");
  if (!go)
    throw new ScriptError("actionlint is built with Go, which is not installed. Install it from https://go.dev/dl/.");
  const source = `github.com/rhysd/${name}/cmd/${name}@v${version}`;
  await outputOf(go, ["install", source], { cwd: folder, env: { ...process.env, GOBIN: folder }, signal });
}

/** @type {Linter["install"]} */
async function installZizmor({ name, version, programs }, folder, signal) {
  const found = await findPython();
  if ("problem" in found) throw new ScriptError(`zizmor is a Python package: ${found.problem}.`);
  const options = { cwd: folder, signal };
  await outputOf(found.python, ["-m", "venv", folder], options);
  await outputOf(join(folder, programs, "python"), ["-m", "pip", "install", "--quiet", `${name}==${version}`], options);
}
