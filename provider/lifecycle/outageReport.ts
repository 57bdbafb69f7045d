import type { Clock } from "../api";
import { displayId } from "../api/display";
import type { PbxUnavailable } from "../api/errors";

/** How long the extensions that were not read are collected for one line, in milliseconds. */
const COLLECT_MS = 300;

/** Reports the PBXs that do not answer in this run. */
export class OutageReport {
  readonly #failed = new Set<string>();
  readonly #collected = new Map<string, { ids: string[]; reported: Promise<void> }>();

  /** An operation on this PBX has failed: the run fails with it. */
  noteFailure(pbx: string): void {
    this.#failed.add(pbx);
  }

  /** Whether an operation on this PBX has failed. */
  hasFailed(pbx: string): boolean {
    return this.#failed.has(pbx);
  }

  /**
   * Reports an extension that was not read, together with those that come at the same time.
   *
   * @returns once it is reported
   */
  reportUnread(
    extensionId: string,
    error: PbxUnavailable,
    how: { clock: Clock; log: { info(line: string): void } },
  ): Promise<void> {
    const { pbx } = error.subject;
    const group = this.#collected.get(pbx);
    if (group !== undefined) {
      group.ids.push(extensionId);
      return group.reported;
    }
    const ids = [extensionId];
    const reported = how.clock.sleep(COLLECT_MS, undefined).then(() => {
      this.#collected.delete(pbx);
      const which = `${ids.length === 1 ? "extension" : "extensions"} ${ids.map(displayId).join(", ")}`;
      how.log.info(
        `Not read, because the PBX ${pbx} does not answer: ${which}. See the error of ${error.explainedBy}.`,
      );
    });
    this.#collected.set(pbx, { ids, reported });
    return reported;
  }
}
