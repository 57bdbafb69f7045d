import { randomBytes } from "node:crypto";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runCommand } from "../shared/runCommand.mjs";
import { ScriptError } from "../shared/runScript.mjs";
import { withTemporaryFolder } from "../shared/temporaryFolder.mjs";
import { print } from "./print.mjs";

/** The commands that print a line for each resource. */
const RESOURCE_COMMANDS = ["up", "preview", "refresh", "destroy"];

/** A copy of the example `office` in a temporary folder, with a backend and a home of its own for Pulumi. */
export class DemoProject {
  #folder;
  #program;
  #list;
  #pulumi;
  #signal;
  #environment;

  /**
   * @param {string} folder
   * @param {import("../pulumi/ensurePulumi.mjs").Pulumi} pulumi
   * @param {AbortSignal} signal
   */
  constructor(folder, pulumi, signal) {
    this.#folder = folder;
    this.#program = join(folder, "office");
    this.#list = join(this.#program, "department.ts");
    this.#pulumi = pulumi.pulumi;
    this.#signal = signal;
    const temporary = join(folder, "tmp");
    this.#environment = {
      // No account and no stack of the user's.
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI|OZEKI)_/i.test(name))),
      ...pulumi.env,
      PULUMI_BACKEND_URL: pathToFileURL(join(folder, "backend")).href,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // Pulumi and the compiler that it runs leave files there.
      ...{ TMPDIR: temporary, TMP: temporary, TEMP: temporary },
    };
  }

  /**
   * Creates the project, and removes it when the work has ended.
   * @param {string} root
   * @param {import("../pulumi/ensurePulumi.mjs").Pulumi} pulumi
   * @param {AbortSignal} signal
   * @param {(project: DemoProject) => Promise<void>} work
   */
  static async with(root, pulumi, signal, work) {
    await withTemporaryFolder(tmpdir(), async (folder) => {
      const project = new DemoProject(folder, pulumi, signal);
      await project.#fill(root);
      await work(project);
    });
  }

  /** @param {string} root */
  async #fill(root) {
    const filter = (/** @type {string} */ path) => !/^(node_modules|bin|Pulumi\..+\.yaml)$/.test(basename(path));
    await cp(join(root, "examples", "office"), this.#program, { recursive: true, filter });
    // A junction, because on Windows only administrators may create other links.
    await symlink(join(root, "node_modules"), join(this.#program, "node_modules"), "junction");
    for (const name of ["backend", "home", "tmp"]) await mkdir(join(this.#folder, name));
  }

  /**
   * Runs a command of the Pulumi CLI and shows what it prints.
   * @param {readonly string[]} args
   * @param {{ input?: string, outputs?: boolean }} [options] input: of a command that asks for a secret; outputs: whether the
   *   outputs of the stack are shown
   */
  async run(args, { input = "", outputs = true } = {}) {
    print.command(["pulumi", ...args].join(" "));
    const inColors = process.stdout.isTTY && process.stdout.hasColors();
    const display = ["--non-interactive", "--color", inColors ? "always" : "never"];
    if (RESOURCE_COMMANDS.includes(args[0] ?? "")) {
      display.push("--suppress-progress", ...(outputs ? [] : ["--suppress-outputs"]));
    }
    const code = await runCommand(this.#pulumi, [...args, ...display], {
      cwd: this.#program,
      env: this.#environment,
      signal: this.#signal,
      onLine: linePrinter(),
      input,
    });
    if (code !== 0) {
      throw new ScriptError(`\`pulumi ${args[0]}\` failed with exit code ${code}. The reason is above.`, code);
    }
  }

  /** How many phones the program declares. */
  async countPhones() {
    return (await readFile(this.#list, "utf8")).split("\n").filter((line) => /^\s*\{ name:/.test(line)).length;
  }

  /** Changes one phone in the list, adds one, and removes one. */
  async changePhones() {
    const support1 = '{ name: "support-1", extensionId: "1010", userId: "daniel" },';
    const otherOwner = '{ name: "support-1", extensionId: "1010", userId: "dora" },';
    const support2 = '{ name: "support-2", extensionId: "1011", userId: "eszter" },';
    const support3 = '{ name: "support-3", extensionId: "1012", userId: "ferenc" },';
    const kitchen = '{ name: "kitchen", extensionId: "1021", userId: "reception", room: true },';
    await this.#replaceLine(support1, otherOwner);
    await this.#replaceLine(support2, `${support2}\n  ${support3}`);
    await this.#replaceLine(kitchen, "");
    print.removed(support1);
    print.added(otherOwner);
    print.added(support3);
    print.removed(kitchen);
  }

  /**
   * @param {string} old
   * @param {string} replacement
   */
  async #replaceLine(old, replacement) {
    const text = await readFile(this.#list, "utf8");
    if (!text.includes(old)) {
      const file = "examples/office/department.ts";
      throw new ScriptError(
        `The demo needs the original ${file}, and the line \`${old}\` is missing. Save your changes elsewhere and run \`git checkout ${file}\`.`,
      );
    }
    await writeFile(this.#list, text.replace(old, replacement));
  }
}

/** Prints lines indented, without the blank ones before the first and after the last. */
function linePrinter() {
  let hasBegun = false;
  let blankLines = 0;
  return (/** @type {string} */ line) => {
    if (line.trim() === "") {
      blankLines++;
      return;
    }
    for (; blankLines > 0; blankLines--) if (hasBegun) print.line();
    print.line(`  ${line.trimEnd()}`);
    hasBegun = true;
  };
}
