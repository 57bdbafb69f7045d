/** What a subcommand knows of the process that it runs in. */
export interface Terminal {
  /** Prints a line. */
  print(line: string): void;
  /** Prints a line where errors and warnings go. */
  warn(line: string): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user ends the command. */
  readonly ended: AbortSignal;
}

/** A subcommand cannot go on. The message says why and what to do, in one line. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(
    message: string,
    /** Exit code of the process: 1 where it failed, 2 where it was told something that cannot be. */
    readonly exitCode: 1 | 2,
  ) {
    super(message);
  }
}
