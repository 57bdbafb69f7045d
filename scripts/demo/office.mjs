import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Foreseen } from "../shared/foreseen.mjs";

/** A copy of the example `office` in a temporary folder, with all that Pulumi keeps for it. */
export class Office {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    this.program = join(folder, "office");
  }

  /** @param {string} root */
  static async open(root) {
    const office = new Office(await mkdtemp(join(tmpdir(), "pulumi-ozeki-demo-")));
    try {
      await office.#fill(root);
      return office;
    } catch (error) {
      await office.remove();
      throw error;
    }
  }

  /** @param {string} root */
  async #fill(root) {
    const filter = (/** @type {string} */ path) => !/^(node_modules|bin|Pulumi\..+\.yaml)$/.test(basename(path));
    await cp(join(root, "examples", "office"), this.program, { recursive: true, filter });
    // A junction, because on Windows only administrators may make other links.
    await symlink(join(root, "node_modules"), join(this.program, "node_modules"), "junction");
    for (const name of ["backend", "home", "tmp"]) await mkdir(join(this.folder, name));
  }

  /**
   * What the CLI is run with: nothing of the user's own Pulumi, so that neither an account nor a stack of theirs is
   * touched.
   * @param {import("../pulumi/ensure.mjs").Pulumi} pulumi
   * @returns {NodeJS.ProcessEnv}
   */
  environment(pulumi) {
    const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|OZEKI)_/i.test(name));
    const temporary = join(this.folder, "tmp");
    return {
      ...Object.fromEntries(own),
      ...pulumi.env,
      PULUMI_BACKEND_URL: pathToFileURL(join(this.folder, "backend")).href,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
      PULUMI_SKIP_UPDATE_CHECK: "1",
      // Pulumi, and the compiler that it runs, leave files there.
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
    };
  }

  /** How many telephones the list has. */
  async countTelephones() {
    return (await this.#list()).filter((line) => /^\s*\{ name:/.test(line)).length;
  }

  /**
   * Changes the list of telephones: a line becomes another one, a new one is put in, and one is taken out.
   * @returns {Promise<readonly (readonly [old: string | undefined, added: string | undefined])[]>} what is shown of that
   */
  async changeList() {
    const support1 = '{ name: "support-1", extensionId: "1010", userId: "daniel" },';
    const otherOwner = '{ name: "support-1", extensionId: "1010", userId: "dora" },';
    const support2 = '{ name: "support-2", extensionId: "1011", userId: "eszter" },';
    const support3 = '{ name: "support-3", extensionId: "1012", userId: "ferenc" },';
    const kitchen = '{ name: "kitchen", extensionId: "1021", userId: "reception", room: true },';
    const lines = await this.#list();
    replace(lines, support1, [otherOwner]);
    replace(lines, support2, [support2, support3]);
    replace(lines, kitchen, []);
    await writeFile(this.#listFile, lines.join("\n"));
    return [
      [support1, otherOwner],
      [undefined, support3],
      [kitchen, undefined],
    ];
  }

  get #listFile() {
    return join(this.program, "department.ts");
  }

  async #list() {
    return (await readFile(this.#listFile, "utf8")).split(/\r?\n/);
  }

  async remove() {
    // First of all the way to what is not ours.
    await rm(join(this.program, "node_modules"), { force: true });
    // On Windows a process that is just ending may still hold a file open.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/**
 * The simulator of this project's package.
 * @param {string} root
 * @returns {typeof import("../../simulator/index.js").Simulator}
 */
export function simulatorOf(root) {
  return createRequire(join(root, "package.json"))("./dist/simulator/index.js").Simulator;
}

/**
 * @param {string[]} lines
 * @param {string} old
 * @param {readonly string[]} others
 */
function replace(lines, old, others) {
  const index = lines.findIndex((line) => line.trim() === old);
  if (index < 0) {
    const file = "examples/office/department.ts";
    throw new Foreseen(
      `The demo needs ${file} as it came, and there is no line \`${old}\` any more: copy yours to another place and run \`git checkout ${file}\`.`,
    );
  }
  lines.splice(index, 1, ...others.map((other) => `  ${other}`));
}
