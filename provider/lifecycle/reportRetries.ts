import type { OzekiClient, RetryHooks } from "../ozeki";
import type { Context } from "./context";

/**
 * Hooks that tell the user of a PBX which does not answer: a run that only waits looks as if it hung. They end with the
 * context's signals, and keep to its time.
 */
export function reportRetries(context: Context, client: OzekiClient): RetryHooks {
  const { signal, stopping, totalTime } = context;
  return {
    ...(signal !== undefined && { signal }),
    ...(stopping !== undefined && { stopping }),
    ...(totalTime !== undefined && { totalTime }),
    onRetry: (retry) => context.waiting(client.pbx, retry),
    onSilence: (silence) => context.waiting(client.pbx, { ...silence, delay: 0 }),
  };
}
