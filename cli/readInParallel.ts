import { inParallel } from "./inParallel";
import { Progress } from "./progress";
import type { Terminal } from "./terminal";

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
