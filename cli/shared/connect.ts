import type { Command } from "commander";
import { Option } from "commander";
import type { OzekiClient } from "../../provider/api";
import type { ConfigurationSource } from "../../provider/config/configuration";
import type { ConnectionSettings } from "../../provider/config/configurationKeys";
import { configurationKeys, environmentName, optionName } from "../../provider/config/configurationKeys";
import { Connections } from "../../provider/config/connections";
import { ConfigurationError } from "../../provider/config/errors";
import { isSameOrigin } from "../../provider/config/origin";
import type { ConnectionSources } from "../../provider/config/settingSources";
import { keysWithOption } from "../../provider/config/settingSources";
import { stackConfiguration } from "./pulumi";
import type { Terminal } from "./terminal";
import { CommandFailed } from "./terminal";

const DEFAULT_PORT = ":7780";

/** A PBX that a command talks to. */
export interface Connected {
  connections: Connections;
  client: OzekiClient;
  settings: ConnectionSettings;
  /** Where the settings come from. */
  sources: ConnectionSources;
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
    throw new CommandFailed(
      "error: --url cannot be used with --stack or --connection, which name a PBX, too: omit one of them",
      2,
    );
  }
  refuseBareAddress(options.url, "--url");
  refuseBareAddress(terminal.environment.OZEKI_URL, "OZEKI_URL");
  if (options.connection !== undefined && (options.username !== undefined || options.caFile !== undefined)) {
    const option = options.username === undefined ? "--ca-file" : "--username";
    throw new CommandFailed(
      `error: ${option} cannot be used with --connection, whose entry of ozeki:connections has it: omit ${option}, or use --url`,
      2,
    );
  }
  const stack =
    options.stack === undefined ? new Map<string, string>() : await stackConfiguration(options.stack, terminal);
  // As for the provider itself: what a stack leaves out, the environment says.
  const environment = environmentFor(options, terminal);
  const connectionsWith = (given: GivenOptions) =>
    new Connections({
      get: (key) => stack.get(key),
      keys: [...stack.keys()],
      environment,
      options: given,
      place: options.stack === undefined ? "command line" : "configuration",
    });
  try {
    const connections = connectionsWith(await givenSettings(options, stack, environment, terminal, connectionsWith));
    return {
      connections,
      settings: connections.settings(options.connection),
      sources: connections.sources(options.connection),
      client: connections.client(options.connection),
    };
  } catch (error) {
    throw error instanceof ConfigurationError ? new CommandFailed(`error: ${error.message}`, 2) : error;
  }
}

type GivenOptions = NonNullable<ConfigurationSource["options"]>;

/** An address without http:// is the most frequent mistake in one. */
function refuseBareAddress(address: string | undefined, name: string): void {
  const host = /^([\w.-]+|\[[\da-f:]+\])(:\d+)?\/?$/i.exec(address ?? "");
  if (host !== null) {
    const [, hostname, port = DEFAULT_PORT] = host;
    throw new CommandFailed(`error: ${name} is not the address of a PBX: write http://${hostname}${port}`, 2);
  }
}

/** A login in the environment is meant for the PBX in the environment, and is not given away to another one. */
function environmentFor({ url }: ConnectionOptions, { environment }: Terminal): Terminal["environment"] {
  if (url === undefined || !environment.OZEKI_URL || isSameOrigin(environment.OZEKI_URL, url)) {
    return environment;
  }
  const { OZEKI_USERNAME: _username, OZEKI_PASSWORD: _password, ...others } = environment;
  return others;
}

/** The settings that options give, with the password of the user, asked for where it is set nowhere. */
async function givenSettings(
  options: ConnectionOptions,
  stack: ReadonlyMap<string, string>,
  environment: Terminal["environment"],
  terminal: Terminal,
  connectionsWith: (given: GivenOptions) => Connections,
): Promise<GivenOptions> {
  const given = Object.fromEntries(
    keysWithOption.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])),
  );
  const known = (key: "username" | "password") =>
    stack.get(`ozeki:${key}`) ?? (environment[environmentName(key)] || undefined);
  const username = options.username ?? known("username");
  if (options.connection !== undefined || username === undefined || known("password") !== undefined) {
    return given;
  }
  // Everything else is validated first: no one types a password in vain, or without seeing where it goes.
  const { url } = connectionsWith({ ...given, password: "not asked for yet" }).settings();
  return { ...given, password: await askPassword(username, url, terminal) };
}

async function askPassword(user: string, url: string, terminal: Terminal): Promise<string> {
  if (!terminal.isInteractive) {
    const name = environmentName("password");
    const [why, remedy] = terminal.environment[name]
      ? [
          ` (${name} is not sent, because ${environmentName("url")} names another PBX)`,
          `set ${environmentName("url")} to the address of --url, and ${name} to its password`,
        ]
      : ["", `set ${name}`];
    throw new CommandFailed(
      `error: the password of ${user} is missing${why}: ${remedy}. There is no option for it, because other users of this machine can see options`,
      2,
    );
  }
  return terminal.ask(`Password of ${user} on ${url}: `, { silent: true });
}

/** The options that choose the PBX of a command. */
export interface ConnectionOptions extends Partial<Readonly<Record<(typeof keysWithOption)[number], string>>> {
  readonly stack?: string;
  readonly connection?: string;
}

const valueNames = { url: "address", username: "name", caFile: "file" } satisfies Record<
  (typeof keysWithOption)[number],
  string
>;

/** Adds the options that name a PBX. */
export function withConnectionOptions(command: Command): Command {
  for (const key of keysWithOption) {
    const { meaning } = configurationKeys[key];
    const otherwise =
      key === "username" ? `; the password comes from ${environmentName("password")}, or the command asks for it` : "";
    command.option(`${optionName(key)} <${valueNames[key]}>`, `${meaning} (or ${environmentName(key)})${otherwise}`);
  }
  return command
    .option("--stack <name>", "take the connection from this stack's configuration, in the folder of its program")
    .addOption(namedConnection());
}

/** The option that names one of the connections of a stack. */
export function namedConnection(): Option {
  return new Option("--connection <name>", "an entry of ozeki:connections, instead of the stack's own connection");
}
