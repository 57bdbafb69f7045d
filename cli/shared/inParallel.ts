import { Progress } from "./progress";
import type { Terminal } from "./terminal";

/**
 * Works on items, several at once.
 *
 * @param how.signal - ends it; what is under way learns it from the signal that `work` gets
 * @returns the results in the order of the items
 * @throws the first error of `work`; what is under way then is ended
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  how: { concurrency: number; signal: AbortSignal },
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const giveUp = new AbortController();
  const signal = AbortSignal.any([how.signal, giveUp.signal]);
  const entries = items.entries();
  const worker = async () => {
    for (const [at, item] of entries) {
      signal.throwIfAborted();
      results[at] = await work(item, signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: how.concurrency }, worker));
  } finally {
    giveUp.abort();
  }
  return results;
}

/** Reads extensions, several at once, with a progress bar: see {@link inParallel}. */
export async function readInParallel<Item, Result>(
  items: readonly Item[],
  { concurrency, terminal }: { concurrency: number; terminal: Terminal },
  read: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const progress = new Progress(terminal, "extensions read", items.length);
  try {
    return await inParallel(items, { concurrency, signal: terminal.ended }, async (item, signal) => {
      const result = await read(item, signal);
      progress.step();
      return result;
    });
  } finally {
    progress.stop();
  }
}
