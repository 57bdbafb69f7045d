import { createHash } from "node:crypto";
import { chmod, copyFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../shared/runCommand.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";
import { checkVersion, fileName, findProgram } from "./programs.mjs";
import { CLI, INSTALL_PULUMI, MINIMUM_GO, NODE_LANGUAGE_HOST, YAML_LANGUAGE_HOST } from "./versions.mjs";

/**
 * A program that is built from a Go module.
 * @typedef {{
 *   name: string,
 *   title: string,
 *   module: string,
 *   version: string,
 *   package: string,
 *   source?: string,
 *   script?: { module: string, file: string },
 *   replacement?: string,
 * }} GoProgram source: a folder of this project with a program that uses the module; script: a file of a module that the program needs beside it;
 *   replacement: a file of this project instead of the one of the same name in the package
 */

/** The programs of a CLI. The small one is first: problems with Go or the network then show within seconds. */
export const CLI_PROGRAMS = [
  {
    name: "pulumi-language-nodejs",
    title: "Pulumi's Node language host",
    module: "github.com/pulumi/pulumi/sdk/v3",
    version: NODE_LANGUAGE_HOST,
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
  {
    name: "pulumi",
    title: "Pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    version: CLI,
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  },
];

/** What this project's own language host is built from, whichever language it is for. */
const OWN_HOST = {
  module: "github.com/pulumi/pulumi/pkg/v3",
  version: CLI,
  package: "build",
  source: fileURLToPath(new URL("./languageHost", import.meta.url)),
};

/** @type {Record<"yaml" | "python" | "go", GoProgram>} */
export const LANGUAGE_HOSTS = {
  yaml: {
    name: "pulumi-language-yaml",
    title: `Pulumi's YAML language host ${YAML_LANGUAGE_HOST}`,
    module: "github.com/pulumi/pulumi-yaml",
    version: YAML_LANGUAGE_HOST,
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
  },
  python: {
    name: "pulumi-language-python",
    title: `this project's Python language host for Pulumi ${CLI}`,
    script: { module: "github.com/pulumi/pulumi/sdk/v3", file: "python/cmd/pulumi-language-python-exec" },
    ...OWN_HOST,
  },
  go: {
    name: "pulumi-language-go",
    title: `this project's Go language host for Pulumi ${CLI}`,
    ...OWN_HOST,
  },
};

/**
 * A digest of what this project itself adds to a program; undefined where that is nothing.
 * @param {GoProgram} program
 */
export async function sourceDigest({ source, version }) {
  if (source === undefined) return undefined;
  const digest = createHash("sha256").update(version);
  for (const file of (await readdir(source)).sort()) digest.update(await readFile(join(source, file)));
  return digest.digest("hex");
}

/**
 * Finds a Go that can build them.
 * @returns {Promise<{ go: string, version: string }>}
 */
export async function findGo() {
  const go = findProgram("go");
  const checked = go ? await checkVersion(go, ["version"], MINIMUM_GO) : { problem: "Go is not installed" };
  if (go && "version" in checked) return { go, version: checked.version };
  const problem = "problem" in checked ? checked.problem : "";
  throw new ScriptError(
    `The Pulumi CLI cannot be built: ${problem}. Install Go ${MINIMUM_GO} or newer from https://go.dev/dl/, or ${INSTALL_PULUMI}, then run this again.`,
  );
}

/**
 * Builds programs from their sources on the Go proxy.
 * @param {readonly GoProgram[]} programs
 * @param {{
 *   go: string,
 *   temporary: string,
 *   update: (text: string) => void,
 *   signal: AbortSignal,
 *   system?: import("./programs.mjs").System | undefined,
 * }} options update: is called with each step; system: for which they are built, this one where it is left out
 * @returns {Promise<string>} the folder with the programs, inside `temporary`
 */
export async function buildWithGo(programs, { go, temporary, update, signal, system }) {
  const out = join(temporary, "bin");
  const goTemporary = join(temporary, "tmp");
  for (const folder of [out, goTemporary]) await mkdir(folder);
  for (const program of programs) {
    // Each in a module of its own: in one module, the older would be built with the dependencies of the newer.
    const folder = join(temporary, program.name);
    await mkdir(folder);
    const requirement = `require ${program.module} v${program.version}`;
    await writeFile(join(folder, "go.mod"), `module build\n\ngo ${MINIMUM_GO}\n\n${requirement}\n`);
    if (program.source) await cp(program.source, folder, { recursive: true });
    const run = goRunner(go, { folder, goTemporary, signal, system });
    const { replacement } = program;
    if (replacement !== undefined) await copyWithReplacement({ ...program, replacement }, { run, folder });
    const built = replacement === undefined ? program : { ...program, package: "build" };
    await buildProgram(built, { run, out: join(out, fileName(program.name, system)), update });
  }
  return out;
}

/**
 * @param {GoProgram} program
 * @param {{ run: GoRunner, out: string, update: (text: string) => void }} options out: the file
 */
async function buildProgram({ title, version, package: packageName, script }, { run, out, update }) {
  const flags = ["-tags", "osusergo,grpcnotrace"];
  let downloaded = 0;
  update(`Downloading the sources of ${title}`);
  const packages = await run(["list", "-deps", ...flags, packageName], (line) => {
    if (line.startsWith("go: downloading ")) update(`Downloading the sources of ${title}: ${++downloaded} modules`);
  });

  let compiled = 0;
  update(`Compiling ${title}`);
  const ldflags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  const target = ["-ldflags", ldflags, "-o", out, packageName];
  // With -v Go prints the name of each package that it compiles.
  await run(["build", "-v", "-trimpath", "-buildvcs=false", ...flags, ...target], (line) => {
    if (line === packageName) update(`Linking ${title}`);
    else update(`Compiling ${title}: ${++compiled} of ${packages.length} packages`);
  });

  if (script) {
    const [source = ""] = await run(["list", "-m", "-f", "{{.Dir}}", script.module]);
    const copy = join(dirname(out), basename(script.file));
    await copyFile(join(source, script.file), copy);
    await chmod(copy, 0o755);
  }
}

/**
 * Copies the sources of a program into the module `build`, with a file of this project instead of the one of the same name.
 * @param {GoProgram & { replacement: string }} program
 * @param {{ run: GoRunner, folder: string }} options
 */
async function copyWithReplacement({ package: packageName, replacement }, { run, folder }) {
  const [source = "", ...files] = await run([
    "list",
    "-f",
    '{{.Dir}}{{range .GoFiles}}{{"\\n"}}{{.}}{{end}}',
    packageName,
  ]);
  for (const file of files) await copyFile(join(source, file), join(folder, file));
  await copyFile(replacement, join(folder, basename(replacement)));
}

/** @typedef {ReturnType<typeof goRunner>} GoRunner */

/**
 * Returns a function that runs Go and returns the lines of its standard output.
 * @param {string} go
 * @param {{ folder: string, goTemporary: string, signal: AbortSignal, system: import("./programs.mjs").System | undefined }} options
 */
function goRunner(go, { folder, goTemporary, signal, system }) {
  const env = {
    ...process.env,
    // Go leaves its temporary files behind when it is interrupted. In this folder they are removed.
    GOTMPDIR: goTemporary,
    // Settings that are meant for other programs. Where modules come from (GOPROXY, GOSUMDB, GOPRIVATE) stays as it is.
    GOOS: system?.goos,
    GOARCH: system?.goarch,
    GOFLAGS: "-mod=mod",
    GOWORK: "off",
    GO111MODULE: "on",
    // An older Go would download a newer one.
    GOTOOLCHAIN: "local",
    // As in the vendor's own build, which needs no C compiler.
    CGO_ENABLED: "0",
  };
  return async (/** @type {string[]} */ args, /** @type {(line: string) => void} */ onErrorLine = () => {}) => {
    /** @type {string[]} */
    const output = [];
    /** @type {string[]} */
    const messages = [];
    const code = await runCommand(go, args, {
      cwd: folder,
      env,
      signal,
      onLine: (line) => output.push(line),
      onErrorLine: (line) => {
        // Not the names of packages and modules.
        if (/\s/.test(line.trim()) && !line.startsWith("go: downloading ")) messages.push(line);
        onErrorLine(line);
      },
    });
    if (code === 0) return output;
    for (const line of messages.slice(0, 20)) log(`  ${line}`);
    throw new ScriptError(
      `\`go ${args[0]}\` failed with exit code ${code}. Nothing was installed. Fix the problem above, or ${INSTALL_PULUMI}, then run this again.`,
    );
  };
}
