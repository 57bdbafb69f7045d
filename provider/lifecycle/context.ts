import type { Clock, OzekiClient, Retry } from "../api";
import type { Claims } from "./claims";
import type { Inventories } from "./inventories";
import type { OutageReport } from "./outageReport";

/** A PBX lets somebody wait: the attempt that goes on or follows, and since when. */
export type Waiting = Pick<Retry, "attempt" | "attempts" | "elapsed" | "delay">;

/** The PBX that a resource is to be found on. */
export interface Place {
  /** Origin of the PBX, such as `http://10.0.0.5:7780`. */
  pbx: string;
}

/** What a delete or a disable does while the extension has a call. */
export type OnActiveCalls = "proceed" | "wait" | "fail";

/** What diff may use: nothing that sends anything. */
export interface CheckContext {
  claims: Claims;
  /** The resource that it is about, where the adapter is told which: its URN. */
  owner?: string;
  /**
   * Finds the PBX that a resource means by `connection`, or says what is wrong with the configuration.
   *
   * @param connection - name of an entry of `ozeki:connections`; left out, the stack's own connection
   */
  locate(connection: string | undefined): Place | { problem: string };
}

/** What check, create, read, update and delete may use. */
export interface Context extends CheckContext {
  /** The extensions that each PBX had when this run first asked. */
  readonly inventories: Inventories;
  /** What the user was told of the PBXs that do not answer. */
  readonly outages: OutageReport;
  /** As {@link clientFor}, or what is wrong with the configuration. */
  findClient(connection: string | undefined): OzekiClient | { problem: string };
  /**
   * The client for a connection. All resources of one connection share it, and with it the limit on concurrency.
   *
   * @throws ConfigurationError where the configuration names no PBX or is malformed
   */
  clientFor(connection: string | undefined): OzekiClient;
  /** What a delete or a disable over this connection does while a call is going on. */
  onActiveCalls(connection: string | undefined): OnActiveCalls;
  clock: Clock;
  /** Gives the operation up, whatever it does at the moment. */
  signal?: AbortSignal;
  /** Lets a request that is on its way come to its end, and gives up all that waits or would follow. */
  stopping?: AbortSignal;
  /** Milliseconds that the operation may take, in place of the limit for all operations. */
  totalTime?: number;
  /** Tells the user something that the outcome alone does not show. One line, which names the extension and the PBX. */
  say(line: string): void;
  /** Warns the user of something that the run goes on in spite of. */
  warn(line: string): void;
  /** Tells the user that a PBX does not answer and is asked again. Called for every retry and every silence: how often to speak is up to it. */
  waiting(pbx: string, waiting: Waiting): void;
}
