import type { Command } from "commander";

/** How a command is told which PBX it talks to. */
export interface ConnectionOptions {
  readonly url?: string;
  readonly username?: string;
  readonly caFile?: string;
  readonly stack?: string;
  readonly connection?: string;
}

/** Gives a command the options by which it is told which PBX it talks to. */
export function withConnectionOptions(command: Command): Command {
  return command
    .option("--url <address>", "address of the PBX's HTTP API: http://HOST:7780 (or OZEKI_URL)")
    .option(
      "--username <name>",
      "office user to log in as (or OZEKI_USERNAME); the password comes from OZEKI_PASSWORD or is asked for",
    )
    .option("--ca-file <file>", "PEM file with the authority of a TLS proxy before the PBX (or OZEKI_CA_FILE)")
    .option("--stack <name>", "take the connection from this stack's configuration, in the folder of its program")
    .option("--connection <name>", "an entry of ozeki:connections, instead of the stack's own connection");
}
