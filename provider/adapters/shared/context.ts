import { systemClock } from "../../api/clock";
import type { Connections } from "../../config/connections";
import { ConfigurationError } from "../../config/errors";
import type { Claims } from "../../lifecycle/claims";
import type { Context, Log } from "../../lifecycle/context";
import { Inventories } from "../../lifecycle/inventories";
import { OutageReport } from "../../lifecycle/outageReport";
import { isDeclarationsOnly } from "../../types/declarationsOnly";
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
  const orProblem = <Found>(find: () => Found): Found | { problem: string } => {
    try {
      return find();
    } catch (error) {
      if (error instanceof ConfigurationError) {
        return { problem: error.message };
      }
      throw error;
    }
  };
  return {
    claims,
    outages: new OutageReport(),
    inventories: new Inventories(!isDeclarationsOnly()),
    locate: (connection) => orProblem(() => ({ pbx: connections().settings(connection).url })),
    onActiveCalls: (connection) => connections().settings(connection).onActiveCalls,
    clock: systemClock,
    clientFor: (connection) => connections().client(connection),
    findClient: (connection) => orProblem(() => connections().client(connection)),
    log,
    waiting: (pbx, retry) => progress.waiting(pbx, retry),
  };
}
