import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runCommand } from "../shared/runCommand.mjs";
import { ScriptError } from "../shared/runScript.mjs";
import { setUp } from "../shared/setUp.mjs";
import { buildCache, withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { terminalSvg } from "./terminalSvg.mjs";

const AT_ONCE = ["--yes", "--skip-preview", "--suppress-progress"];
const SHOWN_PBX = "http://192.168.1.10:7780";
const [BOLD, DIM, RESET] = ["\u001b[1m", "\u001b[90m", "\u001b[0m"];

/**
 * The picture in the README: the README's program, run by the real Pulumi CLI against a simulated PBX.
 * @param {string} root
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, string>>} by its path
 */
export async function demoPicture(root, signal) {
  const pulumi = await setUp(root, signal);
  /** @type {typeof import("../../simulator/index.js")} */
  const { Simulator } = createRequire(join(root, "package.json"))("./dist/simulator/index.js");
  const pbx = await Simulator.start();
  try {
    const screens = await withTemporaryFolder(buildCache(root), (folder) => recorded(folder));
    const about = {
      title: "pulumi-ozeki in a terminal",
      description:
        "pulumi up creates the phone of a program. An administrator disables it on the PBX. pulumi refresh shows that, and pulumi up enables it again.",
    };
    return { "docs/images/demo.svg": terminalSvg(screens, about) };
  } finally {
    await pbx.stop();
  }

  /** @param {string} folder */
  async function recorded(folder) {
    const program = await readmeProgram(root);
    await writeFile(join(folder, "Pulumi.yaml"), "name: office\nruntime: nodejs\n");
    await writeFile(join(folder, "package.json"), "{}\n");
    await writeFile(join(folder, "index.ts"), program);
    await linkPackages(root, folder);
    const run = (/** @type {readonly string[]} */ args) => linesOf(args, folder);
    await run(["stack", "init", "dev"]);
    await run(["config", "set", "ozeki:url", pbx.origin]);
    const shownProgram = program.trimEnd().split("\n");
    const up = await run(["up", ...AT_ONCE]);
    pbx.extensions.setElement("1000", "Enabled", "false");
    const refresh = await run(["refresh", ...AT_ONCE, "--diff"]);
    const repair = await run(["up", ...AT_ONCE, "--diff"]);
    return [
      [prompt("cat index.ts"), ...shownProgram, "", prompt("pulumi up"), ...up],
      [note("An administrator disables the phone on the PBX."), "", prompt("pulumi refresh --diff"), ...refresh],
      [note("The program declares an enabled phone."), "", prompt("pulumi up --diff"), ...repair],
    ];
  }

  /**
   * What a command of the CLI prints, without blank lines at the ends.
   * @param {readonly string[]} args
   * @param {string} folder
   */
  async function linesOf(args, folder) {
    /** @type {string[]} */
    const lines = [];
    const code = await runCommand(pulumi.pulumi, [...args, "--non-interactive", "--color", "always"], {
      cwd: folder,
      env: {
        ...process.env,
        ...pulumi.env,
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "the passphrase of a picture",
        PULUMI_SKIP_UPDATE_CHECK: "1",
      },
      signal,
      onLine: (line) => lines.push(line.replaceAll(pbx.origin, SHOWN_PBX).trimEnd()),
    });
    if (code !== 0) throw new ScriptError(`\`pulumi ${args.join(" ")}\` failed:\n${lines.join("\n")}`, code);
    while (lines[0] === "") lines.shift();
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }
}

/** The program at the top of the README. @param {string} root */
async function readmeProgram(root) {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, program] = /^```ts\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  if (program === undefined) throw new Error("The README has no program.");
  return program;
}

/**
 * As npm installs them.
 * @param {string} root
 * @param {string} folder
 */
async function linkPackages(root, folder) {
  const links = {
    "pulumi-ozeki": root,
    ...Object.fromEntries(
      ["@pulumi/pulumi", "@types/node", "typescript"].map((name) => [name, join(root, "node_modules", name)]),
    ),
  };
  for (const [name, target] of Object.entries(links)) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(target, link, "junction");
  }
}

/** @param {string} command */
function prompt(command) {
  return `${DIM}$${RESET} ${BOLD}${command}${RESET}`;
}

/** @param {string} text */
function note(text) {
  return `${DIM}# ${text}${RESET}`;
}
