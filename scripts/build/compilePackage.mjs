import { existsSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { runCommand } from "../shared/runCommand.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";
import { bundleConsolePage } from "./bundleConsolePage.mjs";
import { noticesOf } from "./notices.mjs";

/**
 * The programs that Pulumi starts. Each is one file, with a folder of its own in dist/.
 * @typedef {{ name: string, what: string, folder: string, entry: string }} Program
 * @type {readonly Program[]}
 */
const PROGRAMS = [
  {
    name: "pulumi-resource-ozeki",
    what: "The plugin",
    folder: "plugin",
    entry: join("provider", "adapters", "native", "main.ts"),
  },
  {
    name: "pulumi-analyzer-policy-ozeki",
    what: "The policies",
    folder: "policy",
    entry: join("policy", "main.ts"),
  },
];
/** Beside each program: the licences of what it contains. */
export const NOTICES = "THIRD-PARTY-NOTICES.txt";

/**
 * Windows does not start a file by its first line.
 * @param {string} name
 */
const windowsStarter = (name) => `@node "%~dp0${name}" %*\r\n`;

/**
 * Compiles the package into a folder.
 * @param {string} root
 * @param {string} out
 * @param {AbortSignal} signal
 */
export async function compilePackage(root, out, signal) {
  const compiler = createRequire(join(root, "package.json")).resolve("typescript/bin/tsc");
  const args = [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", out];
  if ((await runCommand(process.execPath, args, { cwd: root, signal, onLine: log })) !== 0) {
    throw new ScriptError("The package was not built. Fix the TypeScript errors above, then run this again.");
  }
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const program of PROGRAMS.filter(({ name }) => name in manifest.bin)) {
    await bundleProgram(root, out, program, manifest.version);
  }
  const page = join(out, "simulator", "console", "consolePage.js");
  if (existsSync(page)) await insertConsolePage(root, page);
  // npm does this only where it installs the package. A link to this folder (a workspace, `npm link`) runs the file as it is.
  for (const file of Object.values(manifest.bin)) await chmod(join(out, relative("dist", file)), 0o755);
}

/**
 * Bundles a program into one file, which starts in the time in which Node reads one file instead of hundreds.
 * @param {string} root
 * @param {string} out
 * @param {Program} program
 * @param {string} version
 */
async function bundleProgram(root, out, { name, what, folder, entry }, version) {
  const esbuild = await import("esbuild");
  const schema = JSON.parse(await readFile(join(root, "schema.json"), "utf8"));
  // With it Pulumi's generator writes a go.mod, too. It asks for a version, which schema.json does not have.
  const meta = { ...schema.meta, supportPack: true };
  const file = join(out, folder, name);
  /** @type {string[]} */
  let bundled;
  try {
    const { metafile } = await esbuild.build({
      metafile: true,
      absWorkingDir: root,
      entryPoints: [join(root, entry)],
      outfile: file,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      // Names stay readable: a bug is reported with its stack.
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: "eof",
      logLevel: "silent",
      // Programs call functions through the SDK. The plugin never loads it.
      plugins: [
        {
          name: "without the SDK",
          setup: ({ onResolve }) =>
            onResolve({ filter: /^@pulumi\/pulumi$/ }, ({ path }) => ({ path, external: true })),
        },
      ],
      define: {
        PULUMI_OZEKI_VERSION: JSON.stringify(version),
        PULUMI_OZEKI_SCHEMA: JSON.stringify(JSON.stringify({ ...schema, version, meta })),
      },
    });
    bundled = Object.keys(metafile.inputs);
  } catch (error) {
    throw bundleFailure(what, error);
  }
  await writeFile(join(out, folder, NOTICES), await noticesOf(root, bundled));
  await writeFile(`${file}.cmd`, windowsStarter(name));
}

/**
 * Puts the page of the simulator's web console into the module that holds it.
 * @param {string} root
 * @param {string} file
 */
async function insertConsolePage(root, file) {
  const page = await bundleConsolePage(root).catch((error) => {
    throw bundleFailure("The console's page", error);
  });
  const module = await readFile(file, "utf8");
  await writeFile(
    file,
    module.replace("PULUMI_OZEKI_CONSOLE_PAGE", () => JSON.stringify(page)),
  );
}

/**
 * Prints the errors of esbuild.
 * @param {string} what
 * @param {unknown} error
 */
function bundleFailure(what, error) {
  for (const { text, location } of /** @type {import("esbuild").BuildFailure} */ (error).errors ?? []) {
    log(`${location?.file}:${location?.line}: ${text}`);
  }
  return new ScriptError(`${what} was not bundled. Fix the esbuild errors above, then run this again.`);
}
