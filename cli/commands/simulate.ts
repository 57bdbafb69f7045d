import { once } from "node:events";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ExtensionSource, Login, SimulatorOptions, Switches } from "../../simulator";
import {
  AddressError,
  commandNames,
  describeRequest,
  FaultError,
  faultKinds,
  officeOf,
  parseFault,
  parseSwitch,
  Simulator,
  SwitchError,
  sampleOffice,
  switchNames,
  switchTable,
} from "../../simulator";
import { isLoopback } from "../shared/isLoopback";
import { shellQuoted } from "../shared/shellQuoted";
import type { Terminal } from "../shared/terminal";
import { CommandFailed } from "../shared/terminal";
import { unknownName } from "../shared/unknownName";
import { wholeNumber } from "../shared/wholeNumber";

const PASSWORD_VARIABLE = "OZEKI_SIMULATOR_PASSWORD";

/** The console shows the last requests; a simulator that runs for weeks need not remember all of them. */
const REMEMBERED_REQUESTS = 200;

interface SimulateOptions {
  readonly port: number;
  readonly host: string;
  readonly extensions: number;
  readonly office?: true;
  readonly login?: string;
  readonly user?: readonly string[];
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly switch?: Partial<Switches>;
  readonly fault?: readonly string[];
  readonly latency: number;
  readonly quiet?: true;
}

/** `pulumi-ozeki simulate`: a PBX in a process, until Ctrl-C. */
export function simulateCommand(terminal: Terminal): Command {
  return new Command("simulate")
    .description(
      "Runs a simulated Ozeki Phone System until Ctrl-C. It keeps its extensions in memory, answers with the documented bytes, and simulates faults. Its web console shows and changes the extensions, and shows each request.",
    )
    .option("--port <port>", "port to listen on; 0 takes any that is free", wholeNumber(0, 65_535), 7780)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--extensions <count>", "start with this many SIP extensions", wholeNumber(0, 100_000), 0)
    .addOption(
      new Option("--office", "start with a sample office: people, departments, a queue and a menu").conflicts(
        "extensions",
      ),
    )
    .option("--login <user>", `require this office user's login; the password is read from ${PASSWORD_VARIABLE}`)
    .option("--user <name>", "an office user that exists, for the switch unknownUser (repeatable)", list)
    .option("--allow <address>", "allow only this IP or net, such as 192.168.0.0/24 (repeatable)", list)
    .option("--deny <address>", "deny this IP or net, even where it is allowed (repeatable)", list)
    .option(
      "--switch <name=value>",
      "choose a behaviour that the documentation does not define (repeatable, see below)",
      addSwitch,
    )
    .option("--fault <fault>", "simulate a fault (repeatable, see below)", addFault)
    .option("--latency <milliseconds>", "wait before each request", wholeNumber(0, 600_000), 0)
    .option("--quiet", "no line for each request")
    .addHelpText("after", () => help())
    .action((options: SimulateOptions) => simulate(options, terminal));
}

async function simulate(options: SimulateOptions, terminal: Terminal): Promise<void> {
  const login = readLogin(options, terminal);
  const simulator = await start({
    port: options.port,
    host: options.host,
    extensions: extensionsOf(options),
    users: usersOf(options),
    ...(login !== undefined && { login }),
    ...(options.allow !== undefined && { allow: options.allow }),
    ...(options.deny !== undefined && { deny: options.deny }),
    ...(options.switch !== undefined && { switches: options.switch }),
    ...(options.fault !== undefined && { faults: options.fault }),
    latency: options.latency,
    keepRequests: REMEMBERED_REQUESTS,
    console: true,
    ...(options.quiet !== true && printedLines(terminal)),
  });
  try {
    if (!isLoopback(options.host)) {
      terminal.warn(
        `warning: the simulator listens on ${options.host}: others on the network can read and change its extensions. Without --host it serves only this machine`,
      );
    }
    terminal.print(`Simulated PBX at ${simulator.origin} (Ctrl-C ends it)`);
    terminal.print(`Web console: ${simulator.consoleUrl} (shows each request; change phones there to see drift)`);
    terminal.printData(`To use it:\n\n  ${configurationCommands(simulator).join("\n  ")}\n`);
    terminal.runsUntilEnded = true;
    if (!terminal.ended.aborted) {
      await once(terminal.ended, "abort");
    }
  } finally {
    await simulator.stop();
  }
}

async function start(options: SimulatorOptions & { port: number; host: string }): Promise<Simulator> {
  try {
    return await Simulator.start(options);
  } catch (error) {
    if (error instanceof AddressError) {
      throw new CommandFailed(`error: ${error.message}`, 2);
    }
    throw new CommandFailed(`error: ${whyNotListening(error, options)}`, 1);
  }
}

function whyNotListening(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} on ${host} is already in use. End the program that uses it, or choose another port: --port ${port < 65_535 ? port + 1 : 7780}`;
    case "EACCES":
      return `this user may not use port ${port} on ${host}. Choose a port above 1023, such as --port 7780`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${host} is not an address of this machine. Choose one of its addresses, or omit --host for 127.0.0.1`;
    default:
      throw error;
  }
}

function configurationCommands({ origin, login }: Simulator): string[] {
  return [
    `pulumi config set ozeki:url ${shellQuoted(origin)}`,
    ...(login === undefined
      ? []
      : [
          `pulumi config set ozeki:username ${shellQuoted(login.username)}`,
          "pulumi config set --secret ozeki:password",
        ]),
  ];
}

function readLogin({ login }: SimulateOptions, { environment }: Terminal): Login | undefined {
  if (login === undefined) {
    return undefined;
  }
  const password = environment[PASSWORD_VARIABLE];
  if (password === undefined || password === "") {
    throw new CommandFailed(
      `error: --login needs the password of that user in the environment variable ${PASSWORD_VARIABLE}: other users of this machine can see arguments`,
      2,
    );
  }
  return { username: login, password };
}

function printedLines(terminal: Terminal): Pick<SimulatorOptions, "onRequest" | "onConsoleChange"> {
  return {
    onRequest: (request) => terminal.printData(describeRequest(request)),
    onConsoleChange: (line) => terminal.printData(line),
  };
}

function extensionsOf({ extensions, office }: SimulateOptions): readonly ExtensionSource[] {
  return office === true ? sampleOffice() : officeOf(extensions);
}

function usersOf(options: SimulateOptions): string[] {
  const { user = [], login } = options;
  const owners = extensionsOf(options).flatMap((source) =>
    typeof source === "string" ? [] : [source.UserID ?? `user${source.ID}`],
  );
  return [...user, ...(login === undefined ? [] : [login]), ...owners];
}

function list(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function addSwitch(value: string, before: Partial<Switches> = {}): Partial<Switches> {
  return { ...before, ...orInvalid(SwitchError, () => parseSwitch(value)) };
}

function addFault(value: string, before: readonly string[] = []): string[] {
  orInvalid(FaultError, () => parseFault(value));
  return [...before, value];
}

function orInvalid<Value>(kind: typeof SwitchError | typeof FaultError, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof kind) {
      throw error.unknown === undefined
        ? new InvalidArgumentError(error.message)
        : unknownName({ ...error.unknown, listedBy: "pulumi-ozeki simulate --help" });
    }
    throw error;
  }
}

function help(): string {
  const switches = switchNames.map((name) => {
    const { values, about } = switchTable[name];
    return `  ${`${name}=${values.join("|")}`.padEnd(50)} ${about}`;
  });
  const faults = Object.entries(faultKinds).map(([kind, { about }]) => `  ${kind.padEnd(17)} ${about}`);
  return `
Switches, the default first:
${switches.join("\n")}

Faults: KIND[:AMOUNT][@COMMAND][#WHICH][%EXTENSION]
  COMMAND is one of ${commandNames.join(", ")}.
  WHICH counts the requests that match: N, N-M, N- (from the Nth on), every; without it the next one is hit.
  Where several are due, the one named first hits, and the others the next requests.
${faults.join("\n")}

Examples:
  pulumi-ozeki simulate
  pulumi-ozeki simulate --office                            then open the web console, whose address it prints
  pulumi-ozeki simulate --port 7781 --extensions 20
  pulumi-ozeki simulate --fault drop-after@AddConfig#2      the second AddConfig is done, but its answer is lost
  pulumi-ozeki simulate --fault status-503#1-3 --fault hang%1000
  pulumi-ozeki simulate --switch modifyUnknownId=702 --switch getConfigUsername=returned
  ${PASSWORD_VARIABLE}=… pulumi-ozeki simulate --login admin

Exit codes: 0 ended by Ctrl-C, 1 it could not listen, 2 an option is wrong.`;
}
