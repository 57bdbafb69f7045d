import * as pulumi from "@pulumi/pulumi";

const MAX_SHOWN = 20;

/** A mistake in a CSV file. */
export interface CsvMistake {
  /** Line of the file, from 1. */
  readonly line: number;
  /** The column's heading, where the mistake is in one cell. */
  readonly column?: string;
  /** What is wrong and what to write instead, as the end of a sentence. Never the content of a cell, which may be a password. */
  readonly reason: string;
}

/** A CSV file cannot be used. Pulumi prints the message without a stack trace; nothing was registered. */
export class CsvError extends pulumi.RunError {
  /**
   * @param file - as the program named it
   * @param mistakes - all of them
   */
  constructor(
    file: string,
    readonly mistakes: readonly CsvMistake[],
  ) {
    const shown = mistakes.slice(0, MAX_SHOWN).map(({ line, column, reason }) => {
      const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
      return `${file}, ${where}: ${reason}`;
    });
    const more = mistakes.length > MAX_SHOWN ? [`… and ${mistakes.length - MAX_SHOWN} more`] : [];
    super([...shown, ...more, "Nothing was registered. Correct the file, and run the command again."].join("\n"));
    this.name = "CsvError";
  }
}
