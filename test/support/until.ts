import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE = 60_000;

/** Waits until something is so; fails after a minute, naming what was waited for. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!isSo()) {
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await sleep(20);
  }
}
