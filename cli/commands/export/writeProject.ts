import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileErrorCode, isOfOthers, unwritableFile } from "../../shared/files";
import { CommandFailed } from "../../shared/terminal";

/**
 * Refuses a folder that holds something already.
 *
 * @throws CommandFailed where it is not a folder, or not empty
 */
export async function refuseOverwriting(folder: string): Promise<void> {
  if ((await entriesOf(folder)) === "some") {
    throw new CommandFailed(`error: ${folder} is not empty. Nothing was written. Choose another folder`, 2);
  }
  if (await isOfOthers(folder, { isSharedAllowed: false })) {
    throw new CommandFailed(
      `error: another user can change ${folder}, and with it the program. Nothing was written. Choose a folder of your own`,
      2,
    );
  }
}

/**
 * Writes files into a folder that is new or empty: all of them, or nothing.
 *
 * @param signal - ends it, with nothing left behind
 * @throws CommandFailed where the folder cannot be written
 */
export async function writeProject(
  folder: string,
  files: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const target = resolve(folder);
  try {
    // An existing folder stays the same one: it may be the working folder of a shell, or the target of a link.
    const write = (await entriesOf(target)) === undefined ? writeNew : writeInto;
    await write(target, files, signal);
  } catch (error) {
    throw fileErrorCode(error) === undefined ? error : unwritable(folder, error, 1);
  }
}

/**
 * Refuses a file that is there already.
 *
 * @throws CommandFailed where there is one
 */
export async function refuseExistingFile(file: string): Promise<void> {
  if ((await stat(file).catch(() => undefined)) !== undefined) {
    throw existingFile(file);
  }
}

/**
 * Writes a file that is not there yet: all of it, or nothing.
 *
 * @param signal - ends it, with nothing left behind
 * @throws CommandFailed where there is one, or it cannot be written
 */
export async function writeNewFile(file: string, content: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await writeFile(file, content, { flag: "wx" });
  } catch (error) {
    if (fileErrorCode(error) === "EEXIST") {
      throw existingFile(file);
    }
    if (fileErrorCode(error) !== undefined) {
      await rm(file, { force: true }).catch(() => {});
    }
    throw unwritableFile(file, error);
  }
}

function existingFile(file: string): CommandFailed {
  return new CommandFailed(`error: ${file} exists. Nothing was written. Choose another file`, 2);
}

/** Within one file system a folder is moved in one step. */
async function writeNew(target: string, files: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const part = await mkdtemp(join(dirname(target), `.${basename(target)}.part-`));
  try {
    await writeAll(part, files);
    signal.throwIfAborted();
    // mkdtemp makes it for its owner alone, and a program is to be shared.
    await chmod(part, 0o777 & ~process.umask());
    await rename(part, target);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function writeInto(target: string, files: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  await refuseOverwriting(target);
  const part = await mkdtemp(join(target, ".part-"));
  const moved: string[] = [];
  try {
    await writeAll(part, files);
    signal.throwIfAborted();
    for (const name of Object.keys(files)) {
      await rename(join(part, name), join(target, name));
      moved.push(join(target, name));
    }
  } catch (error) {
    await Promise.all(moved.map((file) => rm(file, { force: true })));
    throw error;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
}

/** Undefined where there is no such folder. */
async function entriesOf(folder: string): Promise<"some" | "none" | undefined> {
  try {
    return (await readdir(folder)).length > 0 ? "some" : "none";
  } catch (error) {
    if (fileErrorCode(error) === "ENOENT") {
      return undefined;
    }
    throw unwritable(folder, error, 2);
  }
}

function unwritable(folder: string, error: unknown, exitCode: 1 | 2): CommandFailed {
  return new CommandFailed(
    `error: ${folder} cannot be written to (${fileErrorCode(error)}): choose another folder`,
    exitCode,
  );
}
