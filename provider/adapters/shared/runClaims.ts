import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SharedClaims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";

/** Somebody else made the folder, who could then tell us what to keep. */
class FolderOfAnother extends Error {}

const ATTEMPTS = 20;
const FILE = /^(\d+)\.claims$/;

/**
 * What all provider processes of one run have claimed.
 *
 * The engine starts a process for each provider of a stack, and under `--replace '**'` a second one, which then deletes
 * what the first one has just kept. All of a run know the engine's address, and no other run has it at the same time. Each
 * process writes a file of its own in a folder named after it, and reads those of the others that still live: so there
 * is nothing to lock, and what a killed run left behind says nothing. The files hold digests and
 * addresses of PBXs, and only their owner may read them.
 */
export class RunClaims implements SharedClaims {
  readonly #folder: string;
  readonly #own: string;
  readonly #pid: number;
  readonly #log: Log;
  #isUsable = true;

  /**
   * @param engine - the engine's address: the first argument of every provider process
   * @param log - gets one line where the folder cannot be used
   * @param base - the folder in which the runs have theirs
   */
  constructor(engine: string, log: Log, base = defaultBase(), pid = process.pid) {
    this.#folder = join(base, digest(engine));
    this.#pid = pid;
    this.#own = join(this.#folder, `${pid}.claims`);
    this.#log = log;
    this.#attempt(() => {
      tidyUp(base);
      // A process that had this number before, in a run that had this address.
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
          if (!makePrivate(this.#folder)) {
            throw new FolderOfAnother();
          }
          return appendFileSync(this.#own, `${line}\n`, { mode: 0o600 });
        } catch (error) {
          // Another process that tidies up may have taken the folder away while it was empty.
          if (attempt === ATTEMPTS || lstatSync(this.#folder, { throwIfNoEntry: false }) !== undefined) {
            throw error;
          }
        }
      }
    });
  }

  /** A full or read-only disk is no reason not to manage phones: then each process knows its own claims only. */
  #attempt<Result>(run: () => Result): Result | undefined {
    if (!this.#isUsable) {
      return undefined;
    }
    try {
      return run();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
      if (code === undefined && !(error instanceof FolderOfAnother)) {
        throw error;
      }
      this.#isUsable = false;
      this.#log.info(
        `The processes of this run cannot tell each other which extensions they stand on (${code ?? "the folder is somebody else's"}: ${this.#folder}). ` +
          "Do not use --replace '**' before that is mended: it would remove phones.",
      );
      return undefined;
    }
  }
}

/**
 * Who shares a machine shares its folder for temporary files: everybody has a folder of his own in it. By number: in a
 * container a user may have no name. Windows has such a folder for each user anyway.
 */
function defaultBase(): string {
  return join(tmpdir(), `pulumi-ozeki-${process.getuid?.() ?? "runs"}`);
}

/** @returns false where the folder belongs to somebody else */
function makePrivate(folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return isOurs(folder) && isOurs(join(folder, ".."));
}

function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  // Windows gives everybody a folder for temporary files of his own, and knows no such numbers.
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

/** Removes what ended runs have left. */
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
      // Another run is at work in it, or was quicker.
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
    // Somebody else's process.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
