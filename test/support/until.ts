import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/**
 * Waits until something is so; fails after that time, naming what was waited for.
 *
 * @param patience - in milliseconds
 */
export async function until(isSo: () => boolean, what: string, patience = PATIENCE_MS): Promise<void> {
  const end = Date.now() + patience;
  while (!isSo()) {
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await sleep(20);
  }
}
