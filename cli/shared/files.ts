import { stat } from "node:fs/promises";
import { CommandFailed } from "./terminal";

const WRITABLE_BY_ALL = 0o002;
/** In such a folder no one can replace the files of others, as in /tmp. */
const STICKY = 0o1000;

/**
 * Whether a folder that is there is another user's, who may replace what is written into it.
 *
 * @param how.isSharedAllowed - whether a folder in which everyone can only change their own files will do, such as /tmp
 */
export async function isOfOthers(folder: string, how: { isSharedAllowed: boolean }): Promise<boolean> {
  const { getuid } = process;
  if (getuid === undefined) {
    return false;
  }
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined) {
    return false;
  }
  const isWritableByAll = (stats.mode & WRITABLE_BY_ALL) !== 0 && !(how.isSharedAllowed && (stats.mode & STICKY) !== 0);
  return (stats.uid !== getuid() && stats.uid !== 0) || isWritableByAll;
}

/** The code of an error of the file system, such as `EACCES`; undefined for any other error. */
export function fileErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && "syscall" in error ? String(error.code) : undefined;
}

/** The failure of a command whose file cannot be written; any other error stays as it is. */
export function unwritableFile(file: string, error: unknown): unknown {
  const code = fileErrorCode(error);
  return code === undefined
    ? error
    : new CommandFailed(`error: ${file} cannot be written (${code}): choose another file`, 1);
}
