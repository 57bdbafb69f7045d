import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanEnvironment } from "../environment.mjs";
import { installPackages } from "../packages.mjs";
import { runPulumi } from "./pulumi.mjs";

const STACK = "dev";
const PROJECT = "bench";

/**
 * What the state weighs.
 * @typedef {{ bytes: number, perExtension: number }} StateSize
 * bytes: of the file; perExtension: of one resource in it, on average, without the file's layout
 */

/** A project with one stack in a folder of its own: a backend of files, no account, nothing from another round. */
export class Project {
  #folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-bench-"));
  #backend = join(this.#folder, "backend");
  #side;
  #run;

  /**
   * @param {import("../sides.mjs").Side} side
   * @param {import("../../scripts/pulumi/ensure.mjs").Pulumi} cli
   * @param {AbortSignal} signal
   */
  constructor(side, cli, signal) {
    this.#side = side;
    const env = {
      ...cleanEnvironment(),
      // The Node that takes the times also runs what is timed.
      PATH: [cli.folder, dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter),
      PULUMI_BACKEND_URL: pathToFileURL(this.#backend).href,
      PULUMI_HOME: join(this.#folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "a passphrase for figures",
      PULUMI_SKIP_UPDATE_CHECK: "1",
    };
    this.#run = { pulumi: cli.pulumi, cwd: this.#folder, env, signal };
  }

  /**
   * Writes the program and makes the stack.
   * @param {{ extensions: number, pbx: string, skipCheckpoints: boolean }} options
   */
  async setUp({ extensions, pbx, skipCheckpoints }) {
    mkdirSync(this.#backend);
    installPackages(this.#folder, this.#side);
    this.#write("Pulumi.yaml", `name: ${PROJECT}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n`);
    this.#write("package.json", JSON.stringify({ name: PROJECT, main: "index.js" }));
    this.#write("index.js", program(this.#side, extensions));
    // JSON is YAML.
    this.#write(`Pulumi.${STACK}.yaml`, JSON.stringify({ config: { "ozeki:url": pbx } }));
    if (skipCheckpoints) Object.assign(this.#run.env, { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" });
    await runPulumi(["stack", "init", STACK], this.#run);
  }

  /**
   * Runs a command without the preview before it, which would do part of the work twice.
   * @param {"up" | "refresh" | "destroy"} command
   */
  run(command) {
    return runPulumi([command, "--yes", "--skip-preview", "--stack", STACK], this.#run);
  }

  /** @returns {StateSize} */
  stateSize() {
    const text = readFileSync(join(this.#backend, ".pulumi", "stacks", PROJECT, `${STACK}.json`));
    /** @type {{ type: string }[]} */
    const resources = JSON.parse(text.toString()).checkpoint.latest.resources;
    const extensions = resources.filter(({ type }) => type.endsWith(`:${this.#side.resource}`));
    const bytes = extensions.reduce((sum, extension) => sum + Buffer.byteLength(JSON.stringify(extension)), 0);
    return { bytes: text.length, perExtension: bytes / extensions.length };
  }

  /** Removes the folder. */
  remove() {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /**
   * @param {string} name
   * @param {string} content
   */
  #write(name, content) {
    writeFileSync(join(this.#folder, name), content);
  }
}

/**
 * The commonest program: an ID and an owner, the rest left to the package.
 * @param {import("../sides.mjs").Side} side
 * @param {number} extensions
 */
function program(side, extensions) {
  return `const { ${side.resource}: Extension } = require("${side.package}");
for (let id = 1000; id < ${1000 + extensions}; id++) {
  new Extension("phone" + id, { extensionId: String(id), userId: "user" + id });
}
`;
}
