import type { Connections } from "../../provider/connection";
import { Claims } from "../../provider/lifecycle/claims";
import { systemClock } from "../../provider/lifecycle/clock";
import type { Context } from "../../provider/lifecycle/context";
import type { Terminal } from "../terminal";

/** What the lifecycle needs to read extensions for this command. */
export function contextOf(connections: Connections, terminal: Terminal): Context {
  return {
    claims: new Claims(),
    locate: (connection) => ({ pbx: connections.settings(connection).url }),
    onActiveCalls: (connection) => connections.settings(connection).onActiveCalls,
    clock: systemClock,
    signal: terminal.ended,
    clientFor: (connection) => connections.client(connection),
    say: (line) => terminal.warn(line),
    waiting: () => {},
  };
}
