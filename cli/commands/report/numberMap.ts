import { byId } from "../../../provider/types/idOrder";
import { groupBy } from "../../shared/groupBy";
import type { NumberMap, NumberRange, UsedNumber } from "./reportModel";

/** As many digits as E.164 allows. */
const NUMBER = /^\d{1,15}$/;
/** A range is the numbers that differ in this many last digits. */
const RANGE_DIGITS = 2;

/** Sorts numbers into ranges of a hundred, by their length and their first digits. */
export function numberMap(all: readonly UsedNumber[]): NumberMap {
  const sorted = [...all].sort(byId);
  const numbers = sorted.filter(({ id }) => NUMBER.test(id));
  const byPrefix = groupBy(numbers, ({ id }) => `${id.length}:${prefixOf(id)}`);
  return {
    ranges: [...byPrefix.values()].map(rangeOf).sort(byFirst),
    others: sorted.filter(({ id }) => !NUMBER.test(id)),
  };
}

function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.length - RANGE_DIGITS));
}

function rangeOf(used: readonly UsedNumber[]): NumberRange {
  const { id } = used[0] as UsedNumber;
  const digits = Math.min(RANGE_DIGITS, id.length);
  const numbers = Array.from({ length: 10 ** digits }, (_, at) => prefixOf(id) + String(at).padStart(digits, "0"));
  const taken = new Set(used.map((number) => number.id));
  const free = numbers.filter((number) => !taken.has(number));
  return {
    first: numbers[0] as string,
    last: numbers[numbers.length - 1] as string,
    free: free.length,
    firstFree: free[0] ?? null,
    used,
  };
}

function byFirst(one: NumberRange, other: NumberRange): number {
  return one.first.length - other.first.length || (one.first < other.first ? -1 : 1);
}

/** The numbers between two ranges, in which no number is used. Undefined where one follows the other, or their lengths differ. */
export function gapBetween(
  before: NumberRange,
  after: NumberRange,
): { first: string; last: string; count: number } | undefined {
  const [first, last] = [Number(before.last) + 1, Number(after.first) - 1];
  const { length } = before.first;
  return after.first.length !== length || last < first
    ? undefined
    : { first: String(first).padStart(length, "0"), last: String(last).padStart(length, "0"), count: last - first + 1 };
}
