import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { escapeControlChars } from "../../provider/api/display";
import { InvalidPattern, matchId } from "../../provider/functions/matchId";

/** Which extensions a command is about. */
export interface SelectionOptions {
  readonly match?: readonly string[];
  readonly exclude?: readonly string[];
  readonly type?: string | undefined;
}

/** Gives a command the options that choose extensions. */
export function withSelectionOptions(command: Command): Command {
  return command
    .option("--match <pattern>", "only IDs like this, such as '1*' or '{10,20}??' (repeatable)", list)
    .option("--exclude <pattern>", "not those with IDs like this (repeatable)", list)
    .option("--type <type>", "only those of this type, such as SIP");
}

/** Chooses extensions by the patterns that their IDs are like, and by their type. */
export function select<Extension extends { id: string; type: string }>(
  extensions: readonly Extension[],
  { match, exclude, type }: SelectionOptions,
): Extension[] {
  const isWanted = match === undefined ? () => true : matchId(match);
  const isExcluded = exclude === undefined ? () => false : matchId(exclude);
  return extensions.filter(
    (extension) =>
      (type === undefined || extension.type === type) && isWanted(extension.id) && !isExcluded(extension.id),
  );
}

/**
 * What of the choice selects nothing, in sentences: a misspelt type or pattern must not look like "nothing found".
 *
 * @param extensions - all that there are
 */
export function unmatched(
  extensions: readonly { id: string; type: string }[],
  { match = [], type }: SelectionOptions,
): string[] {
  const types = [...new Set(extensions.map((extension) => escapeControlChars(extension.type)))].sort();
  return [
    ...match
      .filter((pattern) => !extensions.some(({ id }) => matchId([pattern])(id)))
      .map((pattern) => `no extension has an ID like ${escapeControlChars(pattern)}`),
    ...(type === undefined || extensions.some((extension) => extension.type === type)
      ? []
      : [`no extension is of the type ${escapeControlChars(type)}; there are ${types.join(", ") || "none at all"}`]),
  ];
}

function list(value: string, before: readonly string[] = []): string[] {
  try {
    matchId([value]);
  } catch (error) {
    throw error instanceof InvalidPattern ? new InvalidArgumentError(`Not a pattern: ${error.message}.`) : error;
  }
  return [...before, value];
}
