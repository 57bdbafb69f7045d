import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunClaims } from "../../provider/adapters/shared/runClaims";
import { Claims } from "../../provider/lifecycle/claims";

/** The claims of two provider processes of one run, which share them by files as real ones do. */
export class TwoProcesses {
  readonly #base = mkdtempSync(join(tmpdir(), "pulumi-ozeki-two-processes-"));
  #runs = 0;

  /** Those of a new run. */
  claims(): readonly [Claims, Claims] {
    this.#runs += 1;
    const engine = `127.0.0.1:${this.#runs}`;
    const log = {
      info(line: string) {
        throw new Error(line);
      },
    };
    // Both processes have to live: this one, and the one that started it.
    const of = (pid: number) => new Claims(new RunClaims(engine, log, [join(this.#base, "claims")], pid));
    return [of(process.pid), of(process.ppid)];
  }

  remove(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }
}
