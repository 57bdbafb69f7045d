import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CommandFailed } from "../terminal";

/**
 * Refuses a folder that holds something already.
 *
 * @throws CommandFailed where it is no folder, or not empty
 */
export async function refuseOverwriting(folder: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return;
    }
    throw new CommandFailed(
      `error: ${folder} cannot be written to (${codeOf(error) ?? "unknown"}): choose another folder`,
      2,
    );
  }
  if (entries.length > 0) {
    throw new CommandFailed(`error: ${folder} is not empty, and nothing is overwritten: choose another folder`, 2);
  }
}

/**
 * Writes files into a new folder: all of them, or nothing.
 *
 * @param signal - ends it, with nothing left behind
 */
export async function writeProject(
  folder: string,
  files: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  // Beside it: only within one file system can a folder be moved in one step.
  const part = await mkdtemp(join(dirname(target), `.${basename(target)}.part-`));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(part, name), content);
    }
    signal.throwIfAborted();
    await refuseOverwriting(target);
    await rmdir(target).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") {
        throw error;
      }
    });
    // mkdtemp makes it for its owner alone, and a program is to be shared.
    await chmod(part, 0o777 & ~process.umask());
    await rename(part, target);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}
