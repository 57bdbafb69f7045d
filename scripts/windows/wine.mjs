import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findProgram } from "../pulumi/programs.mjs";
import { runCommand } from "../shared/runCommand.mjs";
import { log, ScriptError } from "../shared/runScript.mjs";

/** What Debian calls what is needed: Wine, and a C compiler for one DLL. */
const PACKAGES = "wine wine64 gcc-mingw-w64-x86-64";
const PROGRAMS = /** @type {const} */ (["wine", "wineserver", "x86_64-w64-mingw32-gcc"]);
const DLL_SOURCE = fileURLToPath(new URL("./processPrng.c", import.meta.url));
/** Loaded into every Node.js that runs under Wine. */
export const PRELOAD = fileURLToPath(new URL("./wineSockets.cjs", import.meta.url));

/**
 * Wine, with a prefix of its own: the folder that holds the registry and drive C: of a Windows.
 * @typedef {{ wine: string, wineserver: string, prefix: string }} Wine
 */

/**
 * Finds Wine, and creates the prefix where there is none.
 * @param {string} cache
 * @param {AbortSignal} signal
 * @returns {Promise<Wine>}
 */
export async function ensureWine(cache, signal) {
  const [wine, wineserver, compiler] = PROGRAMS.map((name) => findProgram(name));
  if (!wine || !wineserver || !compiler) {
    const missing = PROGRAMS.filter((name) => !findProgram(name));
    throw new ScriptError(
      `Wine is not complete: ${missing.join(", ")} missing. Nothing was run. Install it (Debian: \`apt-get install ${PACKAGES}\`), then run this again.`,
    );
  }
  const tools = { wine, wineserver, prefix: join(cache, "wine") };
  // Written last: an interrupted set-up is done again.
  const stamp = join(tools.prefix, "set-up.txt");
  const digest = createHash("sha256")
    .update(await readFile(DLL_SOURCE))
    .digest("hex");
  if ((await readFile(stamp, "utf8").catch(() => undefined)) !== digest) {
    log(`Setting up Wine in ${tools.prefix}, once: half a minute.`);
    await mkdir(tools.prefix, { recursive: true });
    await run(wine, ["wineboot", "--update"], tools, signal);
    await run(wine, ["winecfg", "-v", "win10"], tools, signal);
    const dll = join(tools.prefix, "drive_c", "windows", "system32", "bcryptprimitives.dll");
    await run(compiler, ["-O2", "-shared", "-o", dll, DLL_SOURCE, "-ladvapi32"], tools, signal);
    await writeFile(stamp, digest);
  }
  return tools;
}

/**
 * The variables for Wine itself.
 * @param {{ prefix: string }} wine
 */
export function wineEnvironment({ prefix }) {
  return {
    WINEPREFIX: prefix,
    WINEARCH: "win64",
    // Its own remarks about what it lacks.
    WINEDEBUG: "-all",
    // Its menus, .NET and HTML engine are not needed, and the first would change the desktop of the user.
    WINEDLLOVERRIDES: "bcryptprimitives=n;winemenubuilder.exe,mscoree,mshtml=",
    // No window, also where a desktop runs.
    DISPLAY: "",
    // Otherwise letters outside ASCII become question marks.
    LC_ALL: "C.UTF-8",
  };
}

/**
 * Ends every Windows process of the prefix.
 * @param {Pick<Wine, "wineserver" | "prefix">} wine
 */
export async function endWine({ wineserver, prefix }) {
  // Exit code 1 where none runs.
  await promisify(execFile)(wineserver, ["--kill"], { env: { ...process.env, WINEPREFIX: prefix } }).catch(() => {});
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Wine} wine
 * @param {AbortSignal} signal
 */
async function run(program, args, wine, signal) {
  /** @type {string[]} */
  const output = [];
  const env = { ...process.env, ...wineEnvironment(wine) };
  const code = await runCommand(program, args, { cwd: wine.prefix, env, signal, onLine: (line) => output.push(line) });
  if (code === 0) return;
  for (const line of output.slice(-20)) log(`  ${line}`);
  throw new ScriptError(
    `\`${[program, ...args].join(" ")}\` failed with exit code ${code}. Remove ${wine.prefix}, then run this again.`,
  );
}
