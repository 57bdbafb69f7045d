import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { SharedClaims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";

/** The folder is not this user's alone, so others could write claims into it. */
class ForeignFolder extends Error {}

const ATTEMPTS = 20;
const WRITABLE_BY_OTHERS = 0o022;
const FILE = /^(\d+)\.claims$/;

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
 */
export class RunClaims implements SharedClaims {
  readonly #folder: string;
  readonly #own: string;
  readonly #pid: number;
  readonly #log: Pick<Log, "info">;
  #problem: string | undefined;

  /**
   * @param engine - the engine's address: the first argument of every provider process
   * @param log - gets one line where the folder cannot be used
   * @param base - the folder with the folders of all runs
   */
  constructor(engine: string, log: Pick<Log, "info">, base = defaultBase(), pid = process.pid) {
    this.#folder = join(base, digest(engine));
    this.#pid = pid;
    this.#own = join(this.#folder, `${pid}.claims`);
    this.#log = log;
    this.#attempt(() => {
      tidyUp(base);
      // Of an earlier process with this number, in a run with this address.
      rmSync(this.#own, { force: true });
    });
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  claim(place: string): void {
    this.#write("+", place);
  }

  release(place: string): void {
    this.#write("-", place);
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

  /** What each of the other processes of this run has written. */
  #linesOfOthers(): string[][] {
    const linesOf = (file: string) => [readFileSync(join(this.#folder, file), "utf8").split("\n")];
    const read = () => otherFiles(this.#folder, this.#pid).flatMap((file) => ifThere(() => linesOf(file)));
    return this.#attempt(read) ?? [];
  }

  #write(sign: "+" | "-", place: string): void {
    this.#append(`${sign}${digest(place)}`);
  }

  #append(line: string): void {
    this.#attempt(() => {
      for (let attempt = 1; ; attempt++) {
        try {
          createPrivateFolder(dirname(this.#folder));
          createPrivateFolder(this.#folder);
          return appendFileSync(this.#own, `${line}\n`, { mode: 0o600 });
        } catch (error) {
          // Another process that tidies up may have removed the folder while it was empty.
          if (attempt === ATTEMPTS || lstatSync(this.#folder, { throwIfNoEntry: false }) !== undefined) {
            throw error;
          }
        }
      }
    });
  }

  /** On a full or read-only disk phones are still created and changed: then each process knows its own claims only. */
  #attempt<Result>(run: () => Result): Result | undefined {
    if (this.#problem !== undefined) {
      return undefined;
    }
    try {
      return run();
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined && !(error instanceof ForeignFolder)) {
        throw error;
      }
      this.#problem = `${dirname(this.#folder)} (${code ?? "it is not a folder of this user alone"})`;
      this.#log.info(
        `The provider processes of this run cannot share what they manage in ${this.#problem}. Until this is corrected, no extension is removed or adopted.`,
      );
      return undefined;
    }
  }
}

/**
 * The user's own run-time folder, where the system has one. Otherwise the folder for temporary files, which all users of a
 * machine share: each has a folder in it, named by the user's number, because in a container a user may have no name. On
 * Windows each user has a folder for temporary files.
 *
 * @param runTime - the run-time folder, as the XDG Base Directory Specification names it
 */
export function defaultBase(runTime = process.env.XDG_RUNTIME_DIR): string {
  return runTime !== undefined && isAbsolute(runTime) && isPrivate(runTime)
    ? join(runTime, "pulumi-ozeki")
    : join(tmpdir(), `pulumi-ozeki-${process.getuid?.() ?? "runs"}`);
}

/**
 * Nothing is created behind a link that is there already.
 *
 * @throws ForeignFolder where it is not this user's alone
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
    throw new ForeignFolder();
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

/** The files of the other processes of a run that still go on. None where no process has claimed anything yet. */
function otherFiles(folder: string, pid: number): string[] {
  for (const parent of [dirname(folder), folder]) {
    if (lstatSync(parent, { throwIfNoEntry: false }) === undefined) {
      return [];
    }
    assertPrivate(parent);
  }
  const files = ifThere(() => readdirSync(folder));
  return files.filter((file) => {
    const owner = Number(FILE.exec(file)?.[1] ?? Number.NaN);
    return owner !== pid && isAlive(owner);
  });
}

/** What is read from a file or folder; nothing where another process has just tidied it up. */
function ifThere<Entry>(read: () => Entry[]): Entry[] {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return [];
    }
    throw error;
  }
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
