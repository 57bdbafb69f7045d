import type { ExitCode } from "./exitCodes";

/** What a subcommand knows of the process that it runs in. */
export interface Terminal {
  /** Prints a line. */
  print(line: string): void;
  /** Prints a line where errors and warnings go. */
  warn(line: string): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user ends the command. */
  readonly ended: AbortSignal;
  /** Whether somebody sits before it who can be asked. */
  readonly isInteractive: boolean;
  /** Whether what is printed may have colours. */
  readonly hasColour: boolean;
  /** Where a progress bar is drawn; undefined where nobody would see it. */
  readonly progress: NodeJS.WriteStream | undefined;
  /**
   * Asks a question. Only where {@link isInteractive}.
   *
   * @param how.silent - does not show what is typed
   */
  ask(question: string, how?: { silent?: boolean }): Promise<string>;
}

/** A subcommand cannot go on. The message says why and what to do, in one line. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(
    message: string,
    /** Exit code of the process: 1 where it failed, 2 where it was told something that cannot be. */
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}

/**
 * Asks for a yes before something is done.
 *
 * @param isSure - whether the user has said yes beforehand (`--yes`)
 * @throws CommandFailed where the answer is no, or nobody can be asked
 */
export async function confirm(terminal: Terminal, question: string, isSure: boolean): Promise<void> {
  if (isSure) {
    return;
  }
  if (!terminal.isInteractive) {
    throw new CommandFailed(`error: ${question} Nobody can be asked here: say it beforehand with --yes`, 2);
  }
  const answer = await terminal.ask(`${question} [y/N] `);
  if (terminal.ended.aborted) {
    throw new CommandFailed("Ended: nothing was done.", 130);
  }
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new CommandFailed("Nothing was done.", 1);
  }
}
