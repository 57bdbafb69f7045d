import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanEnvironment } from "../environment.mjs";
import { run } from "../export/compare.mjs";
import { installPackages, linkPackages } from "../packages.mjs";
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
   * @param {import("../../scripts/pulumi/ensurePulumi.mjs").Pulumi} cli
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
   * Writes the program and creates the stack.
   * @param {{ pbx: string, skipCheckpoints: boolean } & ({ extensions: number } | { write: (folder: string) => Promise<unknown> })} options
   * extensions: how many the program declares; write: writes another program
   */
  async setUp({ pbx, skipCheckpoints, ...options }) {
    if ("write" in options) {
      await options.write(this.#folder);
      linkPackages(this.#folder, ["typescript", "@types/node", "undici-types"]);
    } else {
      this.#writeProgram(options.extensions);
    }
    mkdirSync(this.#backend);
    installPackages(this.#folder, this.#side);
    this.#write(`Pulumi.${STACK}.yaml`, JSON.stringify({ config: { "ozeki:url": pbx } }));
    if (skipCheckpoints) Object.assign(this.#run.env, { PULUMI_SKIP_CHECKPOINTS: "true" });
    await runPulumi(["stack", "init", STACK], this.#run);
  }

  /** @param {number} extensions */
  #writeProgram(extensions) {
    const { package: name, plugin } = this.#side;
    const providers = plugin && [{ name: plugin.name, path: `node_modules/${name}/${plugin.folder}` }];
    const runtime = { name: "nodejs", options: { typescript: false } };
    // JSON is YAML.
    this.#write(
      "Pulumi.yaml",
      JSON.stringify({ name: PROJECT, runtime, ...(providers && { plugins: { providers } }) }),
    );
    this.#write("package.json", JSON.stringify({ name: PROJECT, main: "index.js" }));
    this.#write("index.js", program(this.#side, extensions));
  }

  /**
   * Declares another owner for the first extension.
   * @param {number} extensions
   */
  changeFirst(extensions) {
    this.#write("index.js", program(this.#side, extensions, "other1000"));
  }

  /**
   * Runs a command without the preview before it, which would do part of the work twice.
   * @param {import("./steps.mjs").Step["command"]} command
   */
  run(command) {
    const options = command === "preview" ? [] : ["--yes", "--skip-preview"];
    return runPulumi([command, ...options, "--stack", STACK], this.#run);
  }

  /**
   * Runs a command of `pulumi-ozeki` in the project.
   * @param {string[]} args
   * @returns {Promise<number>} seconds
   */
  runOurs(args) {
    return run(args, { environment: this.#run.env, cwd: this.#folder, signal: this.#run.signal });
  }

  /** How many extensions the state holds. */
  extensionsInState() {
    return this.#state().extensions.length;
  }

  #state() {
    const text = readFileSync(join(this.#backend, ".pulumi", "stacks", PROJECT, `${STACK}.json`));
    /** @type {{ type: string }[]} */
    const resources = JSON.parse(text.toString()).checkpoint.latest.resources;
    return { text, extensions: resources.filter(({ type }) => type.endsWith(`:${this.#side.resource}`)) };
  }

  /** @returns {StateSize} */
  stateSize() {
    const { text, extensions } = this.#state();
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
 * @param {string} [firstUser] the owner of the first one
 */
function program({ package: name, resource, plugin }, extensions, firstUser = "user1000") {
  const extension = plugin
    ? // What the library that Pulumi generates from the schema does.
      `class Extension extends require("@pulumi/pulumi").CustomResource {
  constructor(name, args) { super("${plugin.name}:index:${resource}", name, { ...args, pbx: undefined }); }
}`
    : `const { ${resource}: Extension } = require("${name}");`;
  return `${extension}
for (let id = 1000; id < ${1000 + extensions}; id++) {
  const userId = id === 1000 ? "${firstUser}" : "user" + id;
  new Extension("phone" + id, { extensionId: String(id), userId });
}
`;
}
