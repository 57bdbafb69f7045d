import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SharedClaims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";

/** Another user owns the folder, and could write claims into it. */
class ForeignFolder extends Error {}

const ATTEMPTS = 20;
const FILE = /^(\d+)\.claims$/;

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
  #isUsable = true;

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
    const read = () =>
      otherFiles(this.#folder, this.#pid).map((file) => readFileSync(join(this.#folder, file), "utf8").split("\n"));
    return this.#attempt(read) ?? [];
  }

  #write(sign: "+" | "-", place: string): void {
    this.#append(`${sign}${digest(place)}`);
  }

  #append(line: string): void {
    this.#attempt(() => {
      for (let attempt = 1; ; attempt++) {
        try {
          if (!createPrivateFolder(this.#folder)) {
            throw new ForeignFolder();
          }
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

  /** On a full or read-only disk phones are still managed: then each process knows its own claims only. */
  #attempt<Result>(run: () => Result): Result | undefined {
    if (!this.#isUsable) {
      return undefined;
    }
    try {
      return run();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
      if (code === undefined && !(error instanceof ForeignFolder)) {
        throw error;
      }
      this.#isUsable = false;
      this.#log.info(
        `Provider processes cannot share their state in ${this.#folder} (${code ?? "it belongs to another user"}). ` +
          "Do not use `--replace '**'` until this is fixed: it could delete phones.",
      );
      return undefined;
    }
  }
}

/**
 * All users of a machine share its folder for temporary files, so each has a folder in it, named by the user's number:
 * in a container a user may have no name. On Windows each user has a folder for temporary files.
 */
function defaultBase(): string {
  return join(tmpdir(), `pulumi-ozeki-${process.getuid?.() ?? "runs"}`);
}

/** @returns false where the folder belongs to another user */
function createPrivateFolder(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return isOurs(folder) && isOurs(join(folder, ".."));
}

function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  // On Windows each user has a folder for temporary files, and there are no such numbers.
  return stats?.isDirectory() === true && (process.getuid === undefined || stats.uid === process.getuid());
}

function otherFiles(folder: string, pid: number): string[] {
  return isOurs(folder) && isOurs(join(folder, ".."))
    ? readdirSync(folder).filter((file) => {
        const owner = Number(FILE.exec(file)?.[1] ?? Number.NaN);
        return owner !== pid && isAlive(owner);
      })
    : [];
}

/** Removes the files of processes that have ended. */
function tidyUp(base: string): void {
  if (!isOurs(base)) {
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
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
