import { contextOf as contextOfAdapter } from "../../provider/adapter/context";
import type { Connections } from "../../provider/connection";
import { Claims } from "../../provider/lifecycle/claims";
import type { Context } from "../../provider/lifecycle/context";
import type { Terminal } from "../terminal";

/** What the lifecycle needs to read extensions for this command. */
export function contextOf(connections: Connections, terminal: Terminal): Context {
  return {
    ...contextOfAdapter({
      claims: new Claims(),
      connections: () => connections,
      say: (line) => terminal.warn(line),
    }),
    signal: terminal.ended,
    // There is a progress bar, which such a line would tear apart.
    waiting: () => {},
  };
}
