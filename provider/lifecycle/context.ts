import type { Clock, OzekiClient, Retry, RetryHooks } from "../api";
import type { ConnectionSettings } from "../config/configurationKeys";
import type { ResourceType } from "../types/resourceType";
import type { Claims } from "./claims";
import type { Inventories } from "./inventories";
import type { OutageReport } from "./outageReport";

/** Prints lines for the user. Each names the extension and the PBX. */
export interface Log {
  /** Prints what the outcome of an operation does not show. */
  info(line: string): void;
  /** Prints what the run continues in spite of. */
  warn(line: string): void;
}

/** An operation waits for a PBX: the attempt that goes on or follows, and since when. */
export type Waiting = Pick<Retry, "attempt" | "attempts" | "elapsed" | "delay">;

/** Where a resource is. */
export interface Place {
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** What a delete or a disable does while the extension has a call. */
export type OnActiveCalls = ConnectionSettings["onActiveCalls"];

/** What diff may use: nothing that sends a request. */
export interface CheckContext {
  claims: Claims;
  /** The URN of the resource, where the adapter knows it. */
  owner?: string;
  /**
   * The PBX that a resource names by `connection`, or what is wrong with the configuration.
   *
   * @param connection - name of an entry of `ozeki:connections`; left out, the stack's own connection
   */
  locate(connection: string | undefined): Place | { problem: string };
}

/** What check, create, read, update and delete may use. */
export interface Context extends CheckContext {
  /** The extensions that each PBX had when this run first asked. */
  readonly inventories: Inventories;
  /** Reports the PBXs that do not answer. */
  readonly outages: OutageReport;
  /** As {@link clientFor}, or what is wrong with the configuration. */
  findClient(connection: string | undefined): OzekiClient | { problem: string };
  /**
   * The client for a connection. All resources of one connection share it, and with it the limit of requests at once.
   *
   * @throws ConfigurationError where the configuration names no PBX or is malformed
   */
  clientFor(connection: string | undefined): OzekiClient;
  /** What a delete or a disable over this connection does while a call is going on. */
  onActiveCalls(connection: string | undefined): OnActiveCalls;
  clock: Clock;
  /** Cancels the operation at once. */
  signal?: AbortSignal;
  /** Lets the request that was sent finish, and cancels everything that waits or would follow. */
  stopping?: AbortSignal;
  /** Milliseconds that the operation may take, instead of the limit for all operations. */
  totalTime?: number;
  log: Log;
  /** Called for every retry, and for every request without an answer; decides how often to report it. */
  waiting(pbx: string, waiting: Waiting): void;
}

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
 * The scope with the client of a connection.
 *
 * @param connection - the entry of `ozeki:connections` that the resource names, if any
 * @throws ConfigurationError where the configuration names no PBX or is malformed
 */
export function onPbx(scope: Scope, connection: string | undefined): PbxScope {
  const { type, context } = scope;
  return { type, context, client: context.clientFor(connection) };
}

/**
 * Hooks that report a PBX which does not answer: a run that only waits looks as if it hung. They pass on the context's
 * signals and its time limit.
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
