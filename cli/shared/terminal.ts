/** What a subcommand knows of the process that it runs in. */
export interface Terminal {
  /**
   * Prints text for people. On a terminal it is wrapped between words.
   *
   * @param label - what is before the first line; the lines below begin where the text beside it begins
   */
  print(text: string, label?: string): void;
  /** Prints what must stay as it is: a table, JSON, XML, commands to copy. */
  printData(text: string): void;
  /** Prints text for people where errors and warnings go. On a terminal it is wrapped between words. */
  warn(text: string): void;
  /** Waits for signals, and until what was printed has left the process: a command that prints much does it between pieces. */
  flushed(): Promise<void>;
  /** Whether what is printed still goes anywhere: `pulumi-ozeki list | head` reads only the first lines. */
  hasReader(): boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user ends the command. */
  readonly ended: AbortSignal;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Whether what is printed may have colours. */
  readonly hasColour: boolean;
  /** The size of the window that shows what is printed; undefined where there is none. */
  window(): { columns: number; rows: number } | undefined;
  /** Removes what is on the screen; undefined where there is no screen. */
  readonly clear: (() => void) | undefined;
  /** Where a progress bar is drawn; undefined where it would not be seen. */
  readonly progress: NodeJS.WriteStream | undefined;
  /**
   * Asks a question. Only where {@link isInteractive}.
   *
   * @param how.silent - does not show what is typed
   */
  ask(question: string, how?: { silent?: boolean }): Promise<string>;
  /** Variables for Pulumi's processes that the user was asked for: never printed. */
  readonly pulumiEnvironment: Record<string, string>;
  /** Whether Ctrl-C is how this command is meant to end: then its exit code stays. Set by the command. */
  runsUntilEnded: boolean;
}

/** A terminal before the user was asked anything. */
export type NewTerminal = Omit<Terminal, "pulumiEnvironment" | "runsUntilEnded">;

/** A subcommand cannot go on. The message says why and what to do, in one line. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(
    message: string,
    /** Exit code of the process: 1 where it failed, 2 where an option or an argument is wrong. */
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}

/**
 * Asks for a yes before something is done.
 *
 * @param isSure - whether the user has confirmed already (`--yes`)
 * @throws CommandFailed where the answer is "no", or no one can be asked
 */
export async function confirm(terminal: Terminal, question: string, isSure: boolean): Promise<void> {
  if (isSure) {
    return;
  }
  if (!terminal.isInteractive) {
    throw new CommandFailed(`error: ${question} Not an interactive terminal: pass --yes to confirm.`, 2);
  }
  const answer = await terminal.ask(`${question} [y/N] `);
  if (terminal.ended.aborted) {
    throw new CommandFailed("Cancelled. Nothing was changed.", 130);
  }
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new CommandFailed("Nothing was changed.", 1);
  }
}

/**
 * The value of an option that a command cannot do without. Commander's own check comes before that for unknown options, so
 * a typo in its name would not be reported.
 *
 * @param what - what it names, with an example
 * @throws CommandFailed where it is missing
 */
export function requiredOption(value: string | undefined, name: string, what: string): string {
  if (value === undefined || value === "") {
    throw new CommandFailed(`error: ${name} is missing: it names ${what}`, 2);
  }
  return value;
}

/** What the process ends with. The help of every command shows it. */
export const exitCodes = {
  0: "finished, and nothing is wrong",
  1: "failed; the message names the reason and the next step",
  2: "an option or an argument is wrong; nothing was written",
  3: "finished, with skipped items or differences",
  130: "cancelled with Ctrl-C",
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = keyof typeof exitCodes;

/** The lines for a command's help. */
export function exitCodesHelp(codes: readonly ExitCode[]): string {
  return ["Exit codes:", ...codes.map((code) => `  ${String(code).padEnd(4)} ${exitCodes[code]}`)].join("\n");
}

/**
 * Stops where the user has ended the command, before that is taken for a failure.
 *
 * @param what - the state that things are in then
 * @throws CommandFailed
 */
export function stopIfEnded({ ended }: Pick<Terminal, "ended">, what = "Cancelled."): void {
  if (ended.aborted) {
    throw new CommandFailed(what, 130);
  }
}

/** Such as `1 extension` or `3 extensions`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
