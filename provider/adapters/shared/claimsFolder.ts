import type { Stats } from "node:fs";
import {
  appendFileSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** What others write is not to be believed, or not all of it was written. */
export class UnusableFolder extends Error {}

const ATTEMPTS = 20;

const APPEND_TO_EXISTING = constants.O_WRONLY | constants.O_APPEND;
const WRITABLE_BY_OTHERS = 0o022;
const FILE = /^(\d+)\.(claims|incomplete)$/;

/** One of the folders in which the processes of a run share what they claim: a file for each process. */
export class ClaimsFolder {
  readonly #folder: string;
  readonly #own: string;
  readonly #incomplete: string;
  readonly #pid: number;

  /**
   * Creates the folder and the file of this process.
   *
   * @param base - the folder of all runs
   * @param run - the name of the run
   * @throws UnusableFolder, or the system's error, where that is not possible
   */
  constructor(
    readonly base: string,
    run: string,
    pid: number,
  ) {
    this.#folder = join(base, run);
    this.#pid = pid;
    this.#own = join(this.#folder, `${pid}.claims`);
    this.#incomplete = join(this.#folder, `${pid}.incomplete`);
    tidyUp(base);
    this.#create();
  }

  /** What each of the other processes of this run has written. */
  linesOfOthers(): string[][] {
    this.#assertOwn();
    return otherFiles(this.#folder, this.#pid).map((file) =>
      readFileSync(join(this.#folder, file), "utf8").split("\n"),
    );
  }

  append(line: string): void {
    this.#assertPrivate();
    // Fails where the file of this process is no longer there.
    const file = openSync(this.#own, APPEND_TO_EXISTING);
    try {
      appendFileSync(file, `${line}\n`);
    } finally {
      closeSync(file);
    }
  }

  /** Lets the others know that this process could not write all that it claims. A full disk allows it. */
  markIncomplete(): void {
    try {
      renameSync(this.#own, this.#incomplete);
    } catch {
      // Nothing is left to rename, or the whole folder is read-only: then the others' own files are, too.
    }
  }

  #create(): void {
    for (let attempt = 1; ; attempt++) {
      try {
        createPrivateFolder(this.base);
        createPrivateFolder(this.#folder);
        // An earlier process with this number, in a run with this address, may have left them.
        rmSync(this.#incomplete, { force: true });
        writeFileSync(this.#own, "", { mode: 0o600 });
        return;
      } catch (error) {
        // Another process that tidies up may have removed the folder while it was empty.
        if (attempt === ATTEMPTS || errorCode(error) !== "ENOENT") {
          throw error;
        }
      }
    }
  }

  /** The other processes found the same folder, and could write to it, only if this one's file is still there. */
  #assertOwn(): void {
    this.#assertPrivate();
    const now = new Date();
    utimesSync(this.#own, now, now);
  }

  #assertPrivate(): void {
    assertPrivate(this.base);
    assertPrivate(this.#folder);
  }
}

/**
 * Nothing is created behind a link that is there already.
 *
 * @throws UnusableFolder where it is not this user's alone
 */
function createPrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") {
      throw error;
    }
  }
  assertPrivate(folder);
}

function assertPrivate(folder: string): void {
  if (!isPrivate(folder)) {
    // Throws where it is gone, which is another reason.
    lstatSync(folder);
    throw new UnusableFolder("it is not a folder of this user alone");
  }
}

/** Whether it is a folder that only this user can write to. One that cannot be looked at is not. */
function isPrivate(folder: string): boolean {
  let stats: Stats | undefined;
  try {
    stats = lstatSync(folder, { throwIfNoEntry: false });
  } catch {
    return false;
  }
  // On Windows each user has a folder for temporary files, and there are no such numbers.
  const isOurs =
    process.getuid === undefined || (stats?.uid === process.getuid() && (stats.mode & WRITABLE_BY_OTHERS) === 0);
  return stats?.isDirectory() === true && isOurs;
}

/**
 * The files of the other processes of a run that still go on.
 *
 * @throws UnusableFolder where one of them could not write all that it claims
 */
function otherFiles(folder: string, pid: number): string[] {
  return readdirSync(folder).filter((file) => {
    const [, owner, kind] = FILE.exec(file) ?? [];
    const isOfOther = owner !== undefined && Number(owner) !== pid && isAlive(Number(owner));
    if (isOfOther && kind === "incomplete") {
      throw new UnusableFolder("another process of this run could not write there");
    }
    return isOfOther;
  });
}

/** The code of a system's error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Removes the files of processes that have ended. */
function tidyUp(base: string): void {
  if (!isPrivate(base)) {
    return;
  }
  for (const run of readdirSync(base)) {
    const folder = join(base, run);
    try {
      for (const file of readdirSync(folder)) {
        const owner = FILE.exec(file)?.[1];
        if (owner !== undefined && !isAlive(Number(owner))) {
          rmSync(join(folder, file), { force: true });
        }
      }
      rmdirSync(folder);
    } catch {
      // Another run uses it, or has removed it.
    }
  }
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user.
    return errorCode(error) === "EPERM";
  }
}
