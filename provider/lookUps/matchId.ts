import picomatch from "picomatch";

/**
 * Makes a test of IDs by patterns: `*` and `?` stand for any characters and for one, `{a,b}` for either, `[0-9]` for one of
 * several. An ID is no path: a slash, a dot or an exclamation mark in it means nothing.
 *
 * @returns whether an ID is like one of them
 */
export function matchId(patterns: readonly string[]): (id: string) => boolean {
  const matches = patterns.map((pattern) => picomatch(pattern, { dot: true, bash: true, nonegate: true }));
  return (id) => matches.some((match) => match(id));
}
