import { systemClock } from "../../api/clock";
import { ConfigurationError } from "../../config/configurationKeys";
import type { Connections } from "../../config/connections";
import type { Claims } from "../../lifecycle/claims";
import type { Context } from "../../lifecycle/context";
import { Inventories } from "../../lifecycle/inventories";
import { OutageReport } from "../../lifecycle/outageReport";
import { Progress } from "./progress";

/**
 * The variable of the environment by which `pulumi-ozeki import` says that its preview only finds out what a program
 * declares: that the extensions exist already is the point of an import.
 */
export const DECLARATIONS_ONLY = "PULUMI_OZEKI_DECLARATIONS_ONLY";

/** What an adapter hands to the lifecycle. */
export interface Surroundings {
  /** What this process has claimed. */
  claims: Claims;
  /** The connections of the present configuration: asked for at each use, because a provider may be configured later. */
  connections(): Connections;
  /** Tells the user a line. */
  say(line: string): void;
  /** Warns the user. */
  warn(line: string): void;
}

/** Makes the context in which the lifecycle works, the same for every protocol that it is offered over. */
export function contextOf({ claims, connections, say, warn }: Surroundings): Context {
  const progress = new Progress(say);
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
    inventories: new Inventories(process.env[DECLARATIONS_ONLY] === undefined),
    locate: (connection) => orProblem(() => ({ pbx: connections().settings(connection).url })),
    onActiveCalls: (connection) => connections().settings(connection).onActiveCalls,
    clock: systemClock,
    clientFor: (connection) => connections().client(connection),
    findClient: (connection) => orProblem(() => connections().client(connection)),
    say,
    warn,
    waiting: (pbx, retry) => progress.waiting(pbx, retry),
  };
}
