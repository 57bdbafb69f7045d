import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kept } from "../shared/kept.mjs";
import { fileNames } from "./executable.mjs";
import { sdkFolder } from "./sdk.mjs";
import { CLI, LANGUAGE_HOST, MINIMUM_GO, YAML_HOST } from "./version.mjs";

/**
 * @typedef {{
 *   name: string,
 *   title: string,
 *   module: string,
 *   package: string,
 *   version: string,
 *   source?: string,
 *   script?: { module: string, file: string },
 * }} Program source: a program of this project's that is built with that module; script: what has to stand beside it
 */

/** The small one comes first: what is wrong with Go or the network shows within seconds. */
const PROGRAMS = [
  {
    name: "pulumi-language-nodejs",
    title: "Pulumi's Node language host",
    module: "github.com/pulumi/pulumi/sdk/v3",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    version: LANGUAGE_HOST,
  },
  {
    name: "pulumi",
    title: "Pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    version: CLI,
  },
];

/**
 * The language hosts that are added to a CLI which lacks them.
 * @type {Record<"yaml" | "python", Program[]>}
 */
const LANGUAGE_HOSTS = {
  yaml: [
    {
      name: "pulumi-language-yaml",
      title: "Pulumi's YAML language host",
      module: "github.com/pulumi/pulumi-yaml",
      package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      version: YAML_HOST,
    },
  ],
  python: [
    {
      name: "pulumi-language-python",
      title: "a Python language host",
      module: "github.com/pulumi/pulumi/pkg/v3",
      package: "build",
      version: CLI,
      source: fileURLToPath(new URL("./python/main.go", import.meta.url)),
      script: { module: "github.com/pulumi/pulumi/sdk/v3", file: "python/cmd/pulumi-language-python-exec" },
    },
  ],
};

/**
 * A digest of what this project itself puts into a language host, if anything.
 * @param {"yaml" | "python"} language
 */
export async function sourceOf(language) {
  const sources = LANGUAGE_HOSTS[language].flatMap(({ source }) => source ?? []);
  if (sources.length === 0) return undefined;
  const digest = createHash("sha256").update(CLI);
  for (const source of sources) digest.update(await readFile(source));
  return digest.digest("hex");
}

/** Minutes of one processor that the build takes, as measured. */
const PROCESSOR_MINUTES = 8;

/** For people who wonder whether to wait. */
export function expectedMinutes() {
  return Math.max(1, Math.ceil(PROCESSOR_MINUTES / availableParallelism()));
}

/**
 * The CLI as a Go tool, from its sources on the Go proxy.
 * @param {import("./go.mjs").Go} go
 * @param {{ part: string, at: (text: string) => void, signal: AbortSignal }} options
 * @returns {Promise<{ ready: string } | { problem: string, log: string[] }>} a folder inside `part` with the CLI and its
 *   companions
 */
export async function buildWithGo(go, { part, at, signal }) {
  const ready = join(part, "ready");
  await mkdir(ready, { recursive: true });
  await copyResourcePlugin(ready);
  return buildAll(PROGRAMS, go, { part, ready, at, signal });
}

/**
 * A language host as a Go tool, from its sources on the Go proxy.
 * @param {"yaml" | "python"} language
 * @param {import("./go.mjs").Go} go
 * @param {{ part: string, at: (text: string) => void, signal: AbortSignal }} options
 * @returns {Promise<{ ready: string } | { problem: string, log: string[] }>} a folder inside `part` with it
 */
export async function buildLanguageHost(language, go, { part, at, signal }) {
  const ready = join(part, "ready");
  await mkdir(ready, { recursive: true });
  return buildAll(LANGUAGE_HOSTS[language], go, { part, ready, at, signal });
}

/**
 * @param {Program[]} programs
 * @param {import("./go.mjs").Go} go
 * @param {{ part: string, ready: string, at: (text: string) => void, signal: AbortSignal }} options
 */
async function buildAll(programs, go, { part, ready, at, signal }) {
  const temporary = join(part, "tmp");
  await mkdir(temporary, { recursive: true });
  for (const program of programs) {
    // A module of its own for each: as one, the older of the two would be built with the newer one's dependencies.
    const folder = join(part, program.name);
    await mkdir(folder);
    const requirement = `require ${program.module} v${program.version}`;
    await writeFile(join(folder, "go.mod"), `module build\n\ngo ${MINIMUM_GO}\n\n${requirement}\n`);
    if (program.source) await copyFile(program.source, join(folder, "main.go"));
    const failure = await buildProgram(program, go, { folder, ready, temporary, at, signal });
    if (failure) return failure;
  }
  return { ready };
}

/**
 * @param {Program} program
 * @param {import("./go.mjs").Go} go
 * @param {{ folder: string, ready: string, temporary: string, at: (text: string) => void, signal: AbortSignal }} options
 */
async function buildProgram(program, { go, env }, { folder, ready, temporary, at, signal }) {
  /** @type {string[]} */
  const log = [];
  const flags = ["-tags", "osusergo,grpcnotrace"];
  // Go leaves its temporary files where it is killed: let that be a place that is removed.
  const options = { cwd: folder, env: { ...env, GOTMPDIR: temporary }, signal };

  let fetched = 0;
  let total = 0;
  at(`Fetching the sources of ${program.title}`);
  const listed = await kept(go, ["list", "-deps", ...flags, program.package], {
    ...options,
    output: () => total++,
    errors: (line) => {
      log.push(line);
      if (line.startsWith("go: downloading ")) at(`Fetching the sources of ${program.title}: ${++fetched} modules`);
    },
  });
  if (listed !== 0) return { problem: problemIn(log), log };

  let compiled = 0;
  at(`Compiling ${program.title}`);
  const linking = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${program.version}`;
  const out = join(ready, fileNames(program.name)[0] ?? program.name);
  const built = await kept(
    go,
    ["build", "-v", "-trimpath", "-buildvcs=false", ...flags, "-ldflags", linking, "-o", out, program.package],
    {
      ...options,
      errors: (line) => {
        log.push(line);
        // -v names each package as it is compiled; what Go has compiled before is not named.
        if (line === program.package) at(`Linking ${program.title}`);
        else at(`Compiling ${program.title}: ${++compiled} of ${total} packages`);
      },
    },
  );
  if (built !== 0) return { problem: problemIn(log), log };
  return program.script && copyScript(program.script, { go }, { ready, log, options });
}

/**
 * A script that stands in a module's sources.
 * @param {{ module: string, file: string }} script
 * @param {{ go: string }} go
 * @param {{ ready: string, log: string[], options: { cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal } }} place
 */
async function copyScript({ module, file }, { go }, { ready, log, options }) {
  let folder = "";
  const listed = await kept(go, ["list", "-m", "-f", "{{.Dir}}", module], {
    ...options,
    output: (line) => {
      folder = line.trim();
    },
    errors: (line) => log.push(line),
  });
  if (listed !== 0) return { problem: problemIn(log), log };
  const script = join(ready, basename(file));
  await copyFile(join(folder, file), script);
  await chmod(script, 0o755);
  return undefined;
}

/**
 * The third file is a script, the same for every version, that starts the dynamic provider of the program's own SDK.
 * @param {string} ready
 */
async function copyResourcePlugin(ready) {
  const file = fileNames("pulumi-resource-pulumi-nodejs").at(-1) ?? "";
  await copyFile(join(sdkFolder(), file), join(ready, file));
  await chmod(join(ready, file), 0o755);
}

/**
 * Go says first what went wrong and then what follows from it, amid the names of packages.
 * @param {string[]} log
 */
function problemIn(log) {
  const told = log.filter((line) => /\s/.test(line.trim()) && !/^(go: downloading|#) /.test(line));
  return told[0]?.trim() ?? "it does not say why";
}
