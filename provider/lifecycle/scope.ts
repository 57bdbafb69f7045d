import type { OzekiClient, RetryHooks } from "../api";
import type { ResourceType } from "../types/resourceType";
import type { CheckContext, Context } from "./context";

/** A resource type, and what an operation on an extension of it may use. */
export interface Scope<Allowed extends CheckContext = Context> {
  readonly type: ResourceType;
  readonly context: Allowed;
}

/** A scope of which the PBX is known. */
export interface PbxScope extends Scope {
  readonly client: OzekiClient;
}

/**
 * @param connection - the entry of `ozeki:connections` that the resource names, if any
 * @throws ConfigurationError where the configuration names no PBX or is malformed
 */
export function onPbx(scope: Scope, connection: string | undefined): PbxScope {
  return { ...scope, client: scope.context.clientFor(connection) };
}

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
