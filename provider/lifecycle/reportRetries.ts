import type { OzekiClient, RetryHooks } from "../ozeki";
import type { Context } from "./context";

/**
 * Hooks that tell the user of a PBX which does not answer: a run that only waits looks as if it hung. They end with the
 * context's signal.
 */
export function reportRetries(context: Context, client: OzekiClient): RetryHooks {
  return {
    ...(context.signal !== undefined && { signal: context.signal }),
    onRetry: (retry) => context.waiting(client.pbx, retry),
    onSilence: (silence) => context.waiting(client.pbx, { ...silence, delay: 0 }),
  };
}
