import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { OzekiClient } from "../../provider/api";
import { CommandRefused } from "../../provider/api";
import { escapeControlChars } from "../../provider/api/display";
import { InvalidPattern, matchId } from "../../provider/functions/matchId";
import { unknownName } from "./unknownName";

/** Which extensions a command is about. */
export interface SelectionOptions {
  readonly match?: readonly string[];
  readonly exclude?: readonly string[];
  readonly type?: string | undefined;
}

/** Gives a command the options that choose extensions. */
export function withSelectionOptions(command: Command): Command {
  return withPatternOptions(command).option("--type <type>", "only those of this type, such as SIP");
}

/** Gives a command the options that choose extensions by their IDs. */
export function withPatternOptions(command: Command): Command {
  return command
    .option("--match <pattern>", "only IDs like this, such as '1*' or '{10,20}??' (repeatable)", list)
    .option("--exclude <pattern>", "not those with IDs like this (repeatable)", list);
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

/** The extensions of a list, each ID once: a PBX may list one more than once. The first entry counts. */
export function onceEach<Extension extends { id: string }>(extensions: readonly Extension[]): Extension[] {
  const first = new Map<string, Extension>();
  for (const extension of extensions) {
    if (!first.has(extension.id)) {
      first.set(extension.id, extension);
    }
  }
  return [...first.values()];
}

/**
 * Refuses a type that the PBX does not have: a typo must not look like "nothing found".
 *
 * @param extensions - all that there are
 * @throws CommandFailed naming the type that was probably meant
 * @throws OzekiError where the PBX does not answer
 */
export async function refuseUnknownType(
  client: OzekiClient,
  extensions: readonly { type: string }[],
  { type, signal }: SelectionOptions & { signal: AbortSignal },
): Promise<void> {
  const present = extensions.map((extension) => extension.type);
  if (type === undefined || present.includes(type)) {
    return;
  }
  const known = [...new Set([...present, ...(await typesOf(client, signal))])].sort();
  if (!known.includes(type)) {
    throw unknownName({ what: "type", given: type, known, listedBy: "pulumi-ozeki list" });
  }
}

async function typesOf(client: OzekiClient, signal: AbortSignal): Promise<string[]> {
  try {
    return await client.run("ListExtensionTypes", ({ options }) => client.listExtensionTypes(options), { signal });
  } catch (error) {
    if (error instanceof CommandRefused) {
      return [];
    }
    throw error;
  }
}

/**
 * What of the choice selects nothing, in sentences: a misspelt pattern must not look like "nothing found".
 *
 * @param extensions - all that there are
 */
export function unmatched(
  extensions: readonly { id: string; type: string }[],
  { match = [], type }: SelectionOptions,
): string[] {
  return [
    ...match
      .filter((pattern) => !extensions.some(({ id }) => matchId([pattern])(id)))
      .map((pattern) => `no extension ID matches ${escapeControlChars(pattern)}`),
    ...(type === undefined || extensions.some((extension) => extension.type === type)
      ? []
      : [`no extension is of the type ${escapeControlChars(type)}`]),
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
