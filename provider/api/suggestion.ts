const SHORTEST_PREFIX = 3;
const MAX_EDITS = 3;

/**
 * The known name that was probably meant: one that differs in upper case, by what is missing or added at its end, or in
 * a few letters. Undefined where none is near, or several are.
 */
export function suggestionFor(unknown: string, known: readonly string[]): string | undefined {
  const given = unknown.toLowerCase();
  const isPrefix = (one: string, other: string) => one.length >= SHORTEST_PREFIX && other.startsWith(one);
  const extended = known.filter((name) => {
    const candidate = name.toLowerCase();
    return isPrefix(given, candidate) || isPrefix(candidate, given);
  });
  if (extended.length === 1) {
    return extended[0];
  }
  const maxEdits = Math.min(MAX_EDITS, Math.floor(given.length / 2));
  const [nearest, next] = known
    .map((name) => ({ name, edits: editDistance(given, name.toLowerCase()) }))
    .filter(({ edits }) => edits <= maxEdits)
    .sort((one, other) => one.edits - other.edits);
  return nearest?.edits === next?.edits ? undefined : nearest?.name;
}

/** What to write instead of an unknown name: the one that was probably meant, or else what `otherwise` says. */
export function didYouMean(unknown: string, known: readonly string[], otherwise: string): string {
  const meant = suggestionFor(unknown, known);
  return meant === undefined ? otherwise : `Did you mean ${meant}?`;
}

/** How many letters must be added, removed, replaced or swapped with the next one. */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
