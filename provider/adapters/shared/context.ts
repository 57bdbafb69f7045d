import { systemClock } from "../../api/clock";
import type { Connections } from "../../config/connections";
import { ConfigurationError } from "../../config/errors";
import type { Claims } from "../../lifecycle/claims";
import type { Context, Log } from "../../lifecycle/context";
import { Progress } from "./progress";

/** What an adapter provides for the lifecycle. */
export interface ContextSources {
  /** The claims of this process. */
  claims: Claims;
  /** The connections of the present configuration. Called at each use, because a provider may be configured later. */
  connections(): Connections;
  readonly log: Log;
}

/** The context of the lifecycle, the same for both adapters. */
export function contextOf({ claims, connections, log }: ContextSources): Context {
  const progress = new Progress(log);
  return {
    claims,
    locate(connection) {
      try {
        return { pbx: connections().settings(connection).url };
      } catch (error) {
        if (error instanceof ConfigurationError) {
          return { problem: error.message };
        }
        throw error;
      }
    },
    onActiveCalls: (connection) => connections().settings(connection).onActiveCalls,
    clock: systemClock,
    clientFor: (connection) => connections().client(connection),
    log,
    waiting: (pbx, retry) => progress.waiting(pbx, retry),
  };
}
