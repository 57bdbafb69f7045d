import type { Command } from "commander";
import type { OzekiClient } from "../../provider/api";
import { ConfigurationError, configurationKeys } from "../../provider/config/configurationKeys";
import { Connections } from "../../provider/config/connections";
import type { ConnectionSettings } from "../../provider/config/readSettings";
import { stackConfiguration } from "./pulumi";
import type { Terminal } from "./terminal";
import { CommandFailed } from "./terminal";

/** A PBX that a command talks to. */
export interface Connected {
  connections: Connections;
  client: OzekiClient;
  settings: ConnectionSettings;
}

/**
 * Finds out which PBX is meant. Sends nothing.
 *
 * Options count before the configuration of a stack, and that before the environment.
 *
 * @throws CommandFailed saying what is missing or wrong, and what to write
 */
export async function connect(options: ConnectionOptions, terminal: Terminal): Promise<Connected> {
  if (options.url !== undefined && (options.stack !== undefined || options.connection !== undefined)) {
    // The stack's password would be sent to an address that it was not meant for.
    throw new CommandFailed("error: --url names a PBX, and so do --stack and --connection: leave one of them out", 2);
  }
  if (options.connection !== undefined && (options.username !== undefined || options.caFile !== undefined)) {
    const option = options.username === undefined ? "--ca-file" : "--username";
    throw new CommandFailed(
      `error: --connection takes all from the entry of ozeki:connections: leave ${option} out, or name the PBX with --url`,
      2,
    );
  }
  const stack =
    options.stack === undefined ? new Map<string, string>() : await stackConfiguration(options.stack, terminal);
  const given = new Map(stack);
  for (const [key, value] of [
    ["ozeki:url", options.url],
    ["ozeki:username", options.username],
    ["ozeki:caFile", options.caFile],
  ] as const) {
    if (value !== undefined) {
      given.set(key, value);
    }
  }
  // As for the provider itself: what a stack leaves out, the environment says.
  const environment = environmentFor(options, terminal);
  if (isPasswordMissing(options, given, environment)) {
    given.set("ozeki:password", await askPassword(given, environment, terminal));
  }
  const connections = new Connections({ get: (key) => given.get(key), keys: [...stack.keys()], environment });
  try {
    return {
      connections,
      settings: connections.settings(options.connection),
      client: connections.client(options.connection),
    };
  } catch (error) {
    throw error instanceof ConfigurationError
      ? new CommandFailed(`error: ${inOwnWords(error.message, options)}`, 2)
      : error;
  }
}

/** A login in the environment is meant for the PBX in the environment, and is not given away to another one. */
function environmentFor({ url, username }: ConnectionOptions, { environment }: Terminal): Terminal["environment"] {
  const isOther = url !== undefined && (environment.OZEKI_URL ?? url) !== url;
  if (!isOther || (username !== undefined && username === environment.OZEKI_USERNAME)) {
    return environment;
  }
  const { OZEKI_USERNAME: _username, OZEKI_PASSWORD: _password, ...others } = environment;
  return others;
}

function isPasswordMissing(
  options: ConnectionOptions,
  given: ReadonlyMap<string, string>,
  environment: Terminal["environment"],
): boolean {
  const hasUser = given.has("ozeki:username") || (environment.OZEKI_USERNAME ?? "") !== "";
  const hasPassword = given.has("ozeki:password") || (environment.OZEKI_PASSWORD ?? "") !== "";
  return options.connection === undefined && hasUser && !hasPassword;
}

async function askPassword(
  given: ReadonlyMap<string, string>,
  environment: Terminal["environment"],
  terminal: Terminal,
): Promise<string> {
  const user = given.get("ozeki:username") ?? environment.OZEKI_USERNAME;
  if (!terminal.isInteractive) {
    throw new CommandFailed(
      `error: the password of ${user} is missing: put it into the environment variable OZEKI_PASSWORD. It is no option, because others on this machine can see those`,
      2,
    );
  }
  return terminal.ask(`Password of ${user}: `, { silent: true });
}

/** A setting that an option gave is called by the option, and without a stack the others by their variables. */
function inOwnWords(message: string, { stack, ...options }: ConnectionOptions): string {
  if (stack === undefined && /^ozeki:url is not set/.test(message)) {
    return "which PBX? Say --url http://HOST:7780, set OZEKI_URL, or name a stack with --stack";
  }
  return configurationKeys.reduce((words, { key, environment }) => {
    const option = Object.hasOwn(optionOf, key) ? optionOf[key as keyof typeof optionOf] : undefined;
    const isGiven = option !== undefined && options[key as keyof typeof optionOf] !== undefined;
    const name = isGiven ? option : stack === undefined ? environment : `ozeki:${key}`;
    return words.replaceAll(`ozeki:${key}`, name);
  }, message);
}

const optionOf = { url: "--url", username: "--username", caFile: "--ca-file" };

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
