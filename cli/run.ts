import { Command, CommanderError } from "commander";
import type { Completable } from "./commands/completion";
import { safeTerminal } from "./shared/safeTerminal";
import type { NewTerminal, Terminal } from "./shared/terminal";
import { CommandFailed, exitCodesHelp } from "./shared/terminal";
import { unknownName } from "./shared/unknownName";
import { version } from "./shared/version";

/** The subcommands. The code of one is loaded only when it is asked for: it may be large. */
export const subcommands: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => (terminal: Terminal) => Command;
}[] = [
  {
    name: "doctor",
    summary: "examine a PBX and report problems",
    load: () => (require("./commands/doctor/doctor") as typeof import("./commands/doctor/doctor")).doctorCommand,
  },
  {
    name: "list",
    summary: "list the extensions of a PBX",
    load: () => (require("./commands/list") as typeof import("./commands/list")).listCommand,
  },
  {
    name: "show",
    summary: "show one extension of a PBX",
    load: () => (require("./commands/show") as typeof import("./commands/show")).showCommand,
  },
  {
    name: "status",
    summary: "show which phones have registered",
    load: () => (require("./commands/status") as typeof import("./commands/status")).statusCommand,
  },
  {
    name: "export",
    summary: "write a Pulumi project that declares the extensions of a PBX",
    load: () => (require("./commands/export/export") as typeof import("./commands/export/export")).exportCommand,
  },
  {
    name: "import",
    summary: "import declared extensions into a stack's state",
    load: () => (require("./commands/import/import") as typeof import("./commands/import/import")).importCommand,
  },
  {
    name: "diff",
    summary: "compare a PBX with a stack's state",
    load: () => (require("./commands/diff/diff") as typeof import("./commands/diff/diff")).diffCommand,
  },
  {
    name: "report",
    summary: "write one page about a PBX, for people to read",
    load: () => (require("./commands/report/report") as typeof import("./commands/report/report")).reportCommand,
  },
  {
    name: "simulate",
    summary: "run a simulated PBX for trials and tests",
    load: () => (require("./commands/simulate") as typeof import("./commands/simulate")).simulateCommand,
  },
  {
    name: "completion",
    summary: "print a script for shell completion",
    load: () => (terminal) =>
      (require("./commands/completion") as typeof import("./commands/completion")).completionCommand(terminal, () =>
        completable(terminal),
      ),
  },
];

/**
 * Runs the command line.
 *
 * @param args - without the names of node and of the script
 * @returns the exit code of the process, one of `exitCodes`
 */
export async function run(args: readonly string[], given: NewTerminal): Promise<number> {
  const terminal = safeTerminal(given);
  const exitCode = await exitCodeOf(args, terminal);
  // A command may end before it notices that the user has ended it.
  const isCancelled = terminal.ended.aborted && terminal.hasReader() && !terminal.runsUntilEnded;
  return isCancelled && (exitCode === 0 || exitCode === 3) ? 130 : exitCode;
}

async function exitCodeOf(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command("pulumi-ozeki")
    .description("Examines an Ozeki Phone System, imports it into a Pulumi stack, and simulates one.")
    .version(version())
    .addHelpText(
      "after",
      `
Import an existing PBX:
  pulumi-ozeki doctor --url http://192.168.1.10:7780
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office
  cd office                       its README.md explains how to create a stack, then
  npx pulumi-ozeki import --stack dev

Simulator:
  pulumi-ozeki simulate --extensions 20

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    // The command's own messages name what was meant, also after `=`, and for names that are not options.
    .showSuggestionAfterError(false)
    .helpCommand(false);
  for (const { name, summary, load } of subcommands) {
    const command = args.includes(name) ? load()(terminal) : new Command(name);
    program.addCommand(command.summary(summary).copyInheritedSettings(program));
  }
  program.addCommand(helpCommand(program).copyInheritedSettings(program));
  for (const command of [program, ...program.commands]) {
    command.hook("preAction", (_, action) => refuseSwallowedOptions(action));
    command.exitOverride().configureOutput({
      writeOut: (text) => printHelp(text.trimEnd(), terminal),
      writeErr: (text) => terminal.warn(text.trimEnd()),
      // It is printed where it is caught, in one line.
      outputError: () => {},
    });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommandFailed) {
      terminal.warn(error.message);
      return error.exitCode;
    }
    if (error instanceof CommanderError) {
      // Help and version are not errors, but arrive here too: they are printed already.
      if (!error.code.startsWith("commander.help") && error.exitCode !== 0) {
        terminal.warn(usageError(error, program, args).message);
      }
      return error.exitCode === 0 ? 0 : 2;
    }
    throw error;
  }
}

/** Help has names on the left and their meaning on the right, which is wrapped beside them. */
function printHelp(text: string, terminal: Terminal): void {
  for (const line of text.split("\n")) {
    const [, label, meaning] = /^( {2,}\S+(?: \S+)* {2,})(\S.*)$/.exec(line) ?? [];
    terminal.print(meaning ?? line, label);
  }
}

/** `pulumi-ozeki help [COMMAND]`. */
function helpCommand(program: Command): Command {
  return new Command("help")
    .summary("display help for command")
    .description("Shows the help of a command, or of all commands.")
    .argument("[command]")
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((candidate) => candidate.name() === name);
      if (command === undefined) {
        throw unknownCommand(name ?? "", program);
      }
      command.outputHelp();
    });
}

/** What is wrong with a command line, in one line, and what was probably meant. */
function usageError(error: CommanderError, program: Command, args: readonly string[]): CommandFailed {
  const command = program.commands.find((candidate) => candidate.name() === args.find((arg) => !arg.startsWith("-")));
  const help = `pulumi-ozeki ${command === undefined ? "" : `${command.name()} `}--help`;
  const [, given = ""] = /'([^']*)'/.exec(error.message) ?? [];
  if (error.code === "commander.unknownCommand") {
    return unknownCommand(given, program);
  }
  if (error.code === "commander.unknownOption") {
    const { options } = command ?? program;
    const known = [...options.flatMap(({ long }) => long ?? []), "--help"];
    // What follows `=` may be a password.
    const name = given.replace(/=.*/s, "");
    if (known.includes(name)) {
      return new CommandFailed(`error: ${name} takes no value: omit what follows the =`, 2);
    }
    const ofCommand = program.commands.find((candidate) => candidate.options.some(({ long }) => long === name));
    if (command === undefined && ofCommand !== undefined) {
      return new CommandFailed(`error: ${name} comes after the command: pulumi-ozeki ${ofCommand.name()} ${name} …`, 2);
    }
    return unknownName({ what: "option", given: name, known, listedBy: help });
  }
  const message = error.message.replace(/\s*\n\s*/g, " ").replace(/\.$/, "");
  return new CommandFailed(`${message}. \`${help}\` shows how to use it`, 2);
}

function unknownCommand(given: string, program: Command): CommandFailed {
  const known = program.commands.map((command) => command.name());
  return unknownName({ what: "command", given, known, listedBy: "pulumi-ozeki --help" });
}

/** `--probe --yes`: the value was forgotten, and the next option must not be taken for it. */
function refuseSwallowedOptions(command: Command): void {
  const flags = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  for (const option of command.options) {
    const given: unknown = command.getOptionValue(option.attributeName());
    const swallowed = [given].flat().find((value) => typeof value === "string" && flags.has(value));
    if (swallowed !== undefined) {
      throw new CommandFailed(`error: ${option.long} needs a value, but is followed by ${String(swallowed)}`, 2);
    }
  }
}

function completable(terminal: Terminal): Completable[] {
  return subcommands
    .filter(({ name }) => name !== "completion")
    .map(({ name, summary, load }) => ({
      name,
      summary,
      options: load()(terminal).options.flatMap(({ long }) => long ?? []),
    }));
}
