import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { SharedClaims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";

/** What others write is not to be believed, or not all of it was written. */
class UnusableFolder extends Error {}

const ATTEMPTS = 20;

const WRITABLE_BY_OTHERS = 0o022;
const FILE = /^(\d+)\.(claims|incomplete)$/;

/** Whether the first argument of a process is the address of the engine that started it. */
export function isEngineAddress(argument: string | undefined): argument is string {
  return argument !== undefined && /^\S+:\d+$/.test(argument);
}

/**
 * The claims of all provider processes of one run.
 *
 * The engine starts a process for each provider of a stack, and under `--replace '**'` a second one, which then deletes
 * what the first one has just kept. All processes of a run know the engine's address, and no other run has it at the
 * same time. Each process writes a file of its own in a folder named after the address, and reads those of the other
 * live processes: so nothing has to be locked, and files of a killed run do not count. The files hold digests and
 * addresses of PBXs, and only their owner may read them.
 *
 * A process that cannot write any more renames its file, which a full disk allows, and looks whether its own file is still there
 * before it believes the others': a missing file never counts as no claims.
 */
export class RunClaims implements SharedClaims {
  readonly #run: string;
  readonly #pid: number;
  readonly #log: Pick<Log, "info">;
  #base: string;
  #problem: string | undefined;
  #isReported = false;

  /**
   * @param engine - the engine's address: the first argument of every provider process
   * @param log - gets one line where the folder cannot be used
   * @param bases - the folders that may hold the folders of all runs. The first that can be used is
   */
  constructor(engine: string, log: Pick<Log, "info">, bases = defaultBases(), pid = process.pid) {
    this.#run = digest(engine);
    this.#base = bases[0] as string;
    this.#pid = pid;
    this.#log = log;
    this.#begin(bases);
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  claim(place: string): void {
    this.#append(`+${digest(place)}`);
  }

  release(place: string): void {
    this.#append(`-${digest(place)}`);
  }

  has(place: string): boolean {
    const wanted = digest(place);
    return this.#linesOfOthers().some(
      (lines) => lines.findLast((line) => line.slice(1) === wanted)?.startsWith("+") === true,
    );
  }

  foundInPlace(extensionId: string, pbx: string): void {
    this.#append(`=${digest(extensionId)} ${pbx}`);
  }

  placesOf(extensionId: string): readonly string[] {
    const start = `=${digest(extensionId)} `;
    return this.#linesOfOthers()
      .flat()
      .filter((line) => line.startsWith(start))
      .map((line) => line.slice(start.length));
  }

  get #folder(): string {
    return join(this.#base, this.#run);
  }

  get #own(): string {
    return join(this.#folder, `${this.#pid}.claims`);
  }

  get #incomplete(): string {
    return join(this.#folder, `${this.#pid}.incomplete`);
  }

  #begin(bases: readonly string[]): void {
    for (const base of bases) {
      this.#base = base;
      this.#problem = undefined;
      this.#attempt(() => {
        tidyUp(base);
        this.#createOwn();
      });
      if (this.#problem === undefined) {
        return;
      }
    }
  }

  #createOwn(): void {
    for (let attempt = 1; ; attempt++) {
      try {
        createPrivateFolder(this.#base);
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

  /** What each of the other processes of this run has written. */
  #linesOfOthers(): string[][] {
    const read = () => {
      this.#assertOwn();
      return otherFiles(this.#folder, this.#pid).map((file) =>
        readFileSync(join(this.#folder, file), "utf8").split("\n"),
      );
    };
    return this.#use(read) ?? [];
  }

  /** The other processes found the same folder, and could write to it, only if this one's file is still there. */
  #assertOwn(): void {
    assertPrivate(this.#base);
    assertPrivate(this.#folder);
    const now = new Date();
    utimesSync(this.#own, now, now);
  }

  #append(line: string): void {
    this.#use(() => {
      this.#assertOwn();
      appendFileSync(this.#own, `${line}\n`, { mode: 0o600 });
    });
    if (this.#problem !== undefined) {
      this.#tellOthers();
    }
  }

  /** On a full or read-only disk phones are still created and changed: then each process knows its own claims only. */
  #use<Result>(run: () => Result): Result | undefined {
    const result = this.#attempt(run);
    if (this.#problem !== undefined && !this.#isReported) {
      this.#isReported = true;
      this.#log.info(
        `The provider processes of this run cannot share what they manage in ${this.#problem}. Until this is corrected, no extension is removed or adopted.`,
      );
    }
    return result;
  }

  #attempt<Result>(run: () => Result): Result | undefined {
    if (this.#problem !== undefined) {
      return undefined;
    }
    try {
      return run();
    } catch (error) {
      const reason = error instanceof UnusableFolder ? error.message : errorCode(error);
      if (reason === undefined) {
        throw error;
      }
      this.#problem = `${this.#base} (${reason})`;
      return undefined;
    }
  }

  #tellOthers(): void {
    try {
      renameSync(this.#own, this.#incomplete);
    } catch {
      // Nothing is left to rename, or the whole folder is read-only: then the others' own files are, too.
    }
  }
}

/**
 * The folder for temporary files, which all users of a machine may share: each has a folder in it, named by the user's number,
 * because in a container a user may have no name. Where another user was first to take that name: the user's own run-time folder.
 * That one is second because it is removed when the user logs out, be it in the middle of a run.
 *
 * @param runTime - the run-time folder, as the XDG Base Directory Specification names it
 */
export function defaultBases(runTime = process.env.XDG_RUNTIME_DIR): string[] {
  const temporary = join(tmpdir(), `pulumi-ozeki-${process.getuid?.() ?? "runs"}`);
  return runTime !== undefined && isAbsolute(runTime) ? [temporary, join(runTime, "pulumi-ozeki")] : [temporary];
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

function errorCode(error: unknown): string | undefined {
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

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 27);
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
