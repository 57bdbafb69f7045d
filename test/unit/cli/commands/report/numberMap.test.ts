import fc from "fast-check";
import { gapBetween, numberMap } from "../../../../../cli/commands/report/numberMap";
import { propertyRuns } from "../../../../support/propertyRuns";

const used = (...ids: string[]) => ids.map((id) => ({ id, state: "used" as const }));

describe("the map of the numbers", () => {
  it("sorts numbers into hundreds, by length and prefix, and keeps other IDs apart", () => {
    const { ranges, others } = numberMap(used("1001", "sales", "1000", "0999", "12", "7", "+3612", "1234567890123456"));
    expect(ranges.map(({ first, last, free, firstFree }) => [first, last, free, firstFree])).toEqual([
      ["0", "9", 9, "0"],
      ["00", "99", 99, "00"],
      ["0900", "0999", 99, "0900"],
      ["1000", "1099", 98, "1002"],
    ]);
    expect(others.map(({ id }) => id).sort()).toEqual(["+3612", "1234567890123456", "sales"]);
  });

  it("has no first free number in a range that is full", () => {
    const all = Array.from({ length: 100 }, (_, at) => `20${String(at).padStart(2, "0")}`);
    expect(numberMap(used(...all)).ranges).toEqual([
      { first: "2000", last: "2099", free: 0, firstFree: null, used: used(...all) },
    ]);
  });

  it("has every ID once, in the range of its length, in order", () => {
    const id = fc.oneof(fc.stringMatching(/^\d{1,15}$/), fc.stringMatching(/^\d{16,20}$/), fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 60 }), (ids) => {
        const { ranges, others } = numberMap(used(...ids));
        expect([...ranges.flatMap((range) => range.used), ...others].map((number) => number.id).sort()).toEqual(
          [...ids].sort(),
        );
        for (const { first, last, free, firstFree, used: numbers } of ranges) {
          const inRange = numbers.map((number) => number.id);
          expect(inRange).toEqual([...inRange].sort());
          expect(inRange.every((it) => it.length === first.length && first <= it && it <= last)).toBe(true);
          expect(free + inRange.length).toBe(Number(last) - Number(first) + 1);
          expect(firstFree === null ? free : inRange.includes(firstFree)).toBe(firstFree === null ? 0 : false);
        }
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it("names the numbers between two ranges of one length", () => {
    const between = (one: string, other: string) => {
      const [before, after] = numberMap(used(one, other)).ranges;
      return before && after && gapBetween(before, after);
    };
    expect(between("1000", "1300")).toEqual({ first: "1100", last: "1299", count: 200 });
    expect(between("0001", "0250")).toEqual({ first: "0100", last: "0199", count: 100 });
    expect(between("1000", "1100")).toBeUndefined();
    expect(between("999", "1300")).toBeUndefined();
  });
});
