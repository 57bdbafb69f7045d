import { mkdtemp, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileErrorCode, isOfOthers, unwritableFile } from "../../shared/files";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, confirm } from "../../shared/terminal";

/**
 * Refuses a file that cannot be written, before the PBX is read. Asks before an existing one is overwritten.
 *
 * @param isSure - whether the user has confirmed already (`--yes`)
 * @throws CommandFailed where it is not a file, where its folder is not there or another user can change it, or where the
 *   answer is "no"
 */
export async function checkReportFile(file: string, isSure: boolean, terminal: Terminal): Promise<void> {
  const folder = dirname(file);
  const [there, folderThere] = [await statOf(file), await statOf(folder)];
  if (folderThere?.isDirectory() !== true) {
    throw new CommandFailed(`error: ${file} cannot be written: there is no folder ${folder}. Create it first`, 2);
  }
  if (await isOfOthers(folder, { isSharedAllowed: true })) {
    throw new CommandFailed(
      `error: another user can change ${folder}, and with it the report. Nothing was written. Choose a folder of your own`,
      2,
    );
  }
  if (there === undefined) {
    return;
  }
  if (!there.isFile()) {
    throw new CommandFailed(`error: ${file} is not a file. Nothing was written. Choose another name`, 2);
  }
  await confirm(terminal, `${file} already exists. Overwrite it?`, isSure);
}

/**
 * Writes a report: all of it, or nothing.
 *
 * @param signal - ends it, with nothing left behind
 * @throws CommandFailed where it cannot be written
 */
export async function writeReportFile(file: string, content: string, signal: AbortSignal): Promise<void> {
  try {
    // An existing file may be a link: what it points to is overwritten.
    const target = await realpath(file).catch(() => file);
    const part = await mkdtemp(join(dirname(target), `.${basename(target)}.part-`));
    try {
      await writeFile(join(part, "report"), content);
      signal.throwIfAborted();
      await rename(join(part, "report"), target);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  } catch (error) {
    throw unwritableFile(file, error);
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      return undefined;
    }
    throw code === undefined
      ? error
      : new CommandFailed(`error: ${path} cannot be read (${code}). Nothing was written`, 2);
  }
}
