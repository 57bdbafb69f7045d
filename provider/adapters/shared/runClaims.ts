import { hash } from "node:crypto";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { OtherClaims, SharedClaims } from "../../lifecycle/claims";
import type { Log } from "../../lifecycle/context";
import { ClaimsFolder, errorCode, UnusableFolder } from "./claimsFolder";

const UNUSABLE = "unusable";
/** Why a folder is not there for this user, now and later: it is another user's, it is not there, or this user may not write there. */
const NOT_FOR_THIS_USER = new Set([UNUSABLE, "EACCES", "ENOENT", "ENOTDIR", "EPERM", "EROFS"]);

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
 * No process chooses a folder: it writes to and reads from all that it can use. Another user can take the name of one of them and give
 * it free between the starts of two processes; then they still have the other one in common.
 *
 * A process that cannot write any more renames its file, which a full disk allows, and looks whether its own file is still there
 * before it believes the others': a missing file never counts as no claims.
 */
export class RunClaims implements SharedClaims {
  readonly #run: string;
  readonly #pid: number;
  readonly #log: Pick<Log, "info">;
  readonly #folders: ClaimsFolder[] = [];
  #problem: string | undefined;
  #isReported = false;

  /**
   * @param engine - the engine's address: the first argument of every provider process
   * @param log - gets one line where the folder cannot be used
   * @param bases - the folders that hold the folders of all runs. Every one that can be used is used
   */
  constructor(engine: string, log: Pick<Log, "info">, bases: readonly string[] = defaultBases(), pid = process.pid) {
    this.#run = digest(engine);
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

  foundInPlace(extensionId: string, pbx: string): void {
    this.#append(`=${digest(extensionId)} ${pbx}`);
  }

  readOthers(): OtherClaims {
    const files = this.#inEach((folder) => folder.linesOfOthers()).flat();
    return {
      has(place) {
        const wanted = digest(place);
        return files.some((lines) => lines.findLast((line) => line.slice(1) === wanted)?.startsWith("+") === true);
      },
      placesOf(extensionId) {
        const start = `=${digest(extensionId)} `;
        return files
          .flat()
          .filter((line) => line.startsWith(start))
          .map((line) => line.slice(start.length));
      },
    };
  }

  #begin(bases: readonly string[]): void {
    let unusable: string | undefined;
    for (const base of bases) {
      try {
        this.#folders.push(new ClaimsFolder(base, this.#run, this.#pid));
      } catch (error) {
        const problem = problemOf(base, error);
        // The other processes share another folder with this one. But what comes and goes, such as a full disk, may keep this process
        // from the one folder and the next process from the other.
        if (!NOT_FOR_THIS_USER.has(errorCode(error) ?? UNUSABLE)) {
          this.#problem ??= problem;
        }
        unusable ??= problem;
      }
    }
    if (this.#folders.length === 0) {
      this.#problem ??= unusable;
    }
  }

  #append(line: string): void {
    this.#inEach((folder) => folder.append(line));
    if (this.#problem !== undefined) {
      for (const folder of this.#folders) {
        folder.markIncomplete();
      }
    }
  }

  /** On a full or read-only disk phones are still created and changed: then each process knows its own claims only. */
  #inEach<Result>(use: (folder: ClaimsFolder) => Result): Result[] {
    const results = this.#folders.flatMap((folder) => {
      if (this.#problem !== undefined) {
        return [];
      }
      try {
        return [use(folder)];
      } catch (error) {
        this.#problem = problemOf(folder.base, error);
        return [];
      }
    });
    if (this.#problem !== undefined && !this.#isReported) {
      this.#isReported = true;
      this.#log.info(
        `The provider processes of this run cannot share what they manage in ${this.#problem}. Until this is corrected, no extension is removed or adopted.`,
      );
    }
    return this.#problem === undefined ? results : [];
  }
}

/**
 * The folder for temporary files, which all users of a machine may share: each has a folder in it, named by the user's number,
 * because in a container a user may have no name. Another user may be first to take that name; not so in the user's own run-time
 * folder, where there is one. It is removed when the user logs out, be it in the middle of a run.
 *
 * @param runTime - the run-time folder, as the XDG Base Directory Specification names it
 */
export function defaultBases(runTime = process.env.XDG_RUNTIME_DIR): string[] {
  const temporary = join(tmpdir(), `pulumi-ozeki-${process.getuid?.() ?? "runs"}`);
  return runTime !== undefined && isAbsolute(runTime) ? [temporary, join(runTime, "pulumi-ozeki")] : [temporary];
}

/** @throws the error itself where it is a bug */
function problemOf(base: string, error: unknown): string {
  const reason = error instanceof UnusableFolder ? error.message : errorCode(error);
  if (reason === undefined) {
    throw error;
  }
  return `${base} (${reason})`;
}

function digest(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 27);
}
