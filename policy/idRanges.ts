import { InvalidPattern, matchId } from "../provider/functions/matchId";

const RANGE = /^(\d+)-(\d+)$/;

/**
 * A test of IDs by ranges and patterns: `1000-1999` are the numbers of four digits between them, `20??` is a pattern as
 * `pulumi-ozeki list --match` takes it, and an ID by itself is only that ID.
 *
 * @throws InvalidPattern where one of them is not valid
 */
export function matchIdRanges(entries: readonly string[]): (id: string) => boolean {
  const tests = entries.map(testOf);
  return (id) => tests.some((isIn) => isIn(id));
}

function testOf(entry: string): (id: string) => boolean {
  const [, first, last] = RANGE.exec(entry) ?? [];
  if (first === undefined || last === undefined) {
    return matchId([entry]);
  }
  if (first.length !== last.length) {
    throw new InvalidPattern("its two ends have different numbers of digits");
  }
  if (first > last) {
    throw new InvalidPattern("it ends before it begins");
  }
  // Leading zeros count, so numbers of the same length compare as strings do.
  return (id) => id.length === first.length && /^\d+$/.test(id) && first <= id && id <= last;
}
