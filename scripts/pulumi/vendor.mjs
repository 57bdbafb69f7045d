import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { kept } from "../shared/kept.mjs";
import { programIn } from "./executable.mjs";
import { COMPANIONS } from "./inspect.mjs";
import { CLI } from "./version.mjs";

const HOST = "get.pulumi.com";
const INSTALLER = fileURLToPath(new URL("./vendorInstaller.mjs", import.meta.url));

/** A host that can be reached answers sooner. */
const ANSWER_WITHIN = 5_000;
/** How long nothing at all may arrive before the download counts as stuck. */
const STALL = 45_000;

/**
 * The CLI by the vendor's installer.
 * @param {{ part: string, at: (text: string) => void, signal: AbortSignal }} options
 * @returns {Promise<{ ready: string } | { problem: string }>} a folder inside `part` with the CLI and its companions
 */
export async function installFromVendor({ part, at, signal }) {
  const root = join(part, "vendor");
  const temporary = join(part, "tmp");
  await mkdir(temporary, { recursive: true });
  /** @type {string[]} */
  const errors = [];
  const stall = watch(part, at);
  try {
    const code = await kept(process.execPath, [INSTALLER, root, CLI], {
      cwd: part,
      // The installer downloads into the temporary folder and leaves it there when it is interrupted.
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      signal: AbortSignal.any([signal, stall.signal]),
      errors: (line) => errors.push(line),
    });
    if (code !== 0) return { problem: `the vendor's installer failed (${gist(errors)})` };
  } catch (error) {
    signal.throwIfAborted();
    if (stall.signal.aborted) return { problem: `nothing arrived from the vendor's host for ${STALL / 1000} s` };
    throw error;
  } finally {
    stall.end();
  }
  const ready = join(part, "ready");
  await mkdir(ready);
  for (const name of ["pulumi", ...COMPANIONS]) {
    const program = programIn(join(root, "bin"), name);
    if (!program) return { problem: `the vendor's installer brought no ${name}` };
    await copyFile(program, join(ready, basename(program)));
  }
  // Not every program of this project needs them, so that one is missing is told where it does.
  const others = (await readdir(join(root, "bin"))).filter((file) => /^pulumi-(language-)?(yaml|python)/.test(file));
  for (const file of others) await copyFile(join(root, "bin", file), join(ready, file));
  return { ready };
}

/**
 * Whether the vendor's host answers at all. The installer would find out too, but only after minutes.
 * @param {AbortSignal} signal
 * @returns {Promise<string | undefined>} what is wrong
 */
export async function vendorUnreachable(signal) {
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]);
    // What it answers is the installer's business.
    await fetch(`https://${HOST}/install.sh`, { method: "HEAD", signal: patience });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return `the vendor's host ${HOST} cannot be reached (${reason(error)})`;
  }
}

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${ANSWER_WITHIN / 1000} s`;
  const cause = /** @type {NodeJS.ErrnoException | undefined} */ (error.cause);
  return cause?.code ?? error.message;
}

/**
 * The line that says most of what the Automation API throws: the installer's own that begins with "error:", or else the
 * one about the command that failed.
 * @param {string[]} lines
 */
function gist(lines) {
  for (const pattern of [/^\s*error: (.+)/, /^\s*stderr: (.+)/, /(.+)/]) {
    const told = lines.map((line) => pattern.exec(line)?.[1]?.trim()).find(Boolean);
    if (told) return told;
  }
  return "it does not say why";
}

/**
 * The installer tells nothing until it is done, so the size of what it wrote is the only sign of life.
 * @param {string} folder
 * @param {(text: string) => void} at
 */
function watch(folder, at) {
  const stuck = new AbortController();
  let size = 0;
  let grown = performance.now();
  at("Downloading Pulumi");
  const timer = setInterval(async () => {
    const now = await sizeOf(folder);
    if (now !== size) grown = performance.now();
    size = now;
    at(`Downloading and unpacking Pulumi: ${Math.round(size / 1e6)} MB written`);
    if (performance.now() - grown > STALL) stuck.abort();
  }, 1_000);
  return { signal: stuck.signal, end: () => clearInterval(timer) };
}

/** @param {string} folder */
async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let size = 0;
  for (const entry of entries) {
    if (entry.isFile()) size += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return size;
}
