import fc from "fast-check";
import { matchIdRanges } from "../../../policy/idRanges";
import { InvalidPattern } from "../../../provider/functions/matchId";

describe("ranges of IDs", () => {
  it("hold exactly the numbers between their ends, with as many digits", () => {
    const end = fc.integer({ min: 0, max: 9999 });
    fc.assert(
      fc.property(end, end, fc.nat(12_000), (one, other, id) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)];
        const isIn = matchIdRanges([[first, last].map((number) => String(number).padStart(4, "0")).join("-")]);
        expect(isIn(String(id).padStart(4, "0"))).toBe(first <= id && id <= last);
        expect(isIn(`0${String(id).padStart(4, "0")}`)).toBe(false);
      }),
    );
  });

  it("go beyond what a number of JavaScript can hold", () => {
    const isIn = matchIdRanges(["36301234567890123450-36301234567890123459"]);
    expect(isIn("36301234567890123455")).toBe(true);
    expect(isIn("36301234567890123460")).toBe(false);
  });

  it("may be patterns and single IDs", () => {
    const isIn = matchIdRanges(["20??", "front-desk", "1000-1999"]);
    expect(["2001", "front-desk", "1500"].map(isIn)).toEqual([true, true, true]);
    expect(["200", "front-desk2", "back-desk"].map(isIn)).toEqual([false, false, false]);
    expect(matchIdRanges([])("1000")).toBe(false);
  });

  it.each([
    ["2000-1000", "it ends before it begins"],
    ["100-1000", "its two ends have different numbers of digits"],
    ["1[0", "it has a [ without its other half"],
    ["", "it is empty: write * for every ID"],
  ])("refuse %j: %s", (entry, reason) => {
    expect(() => matchIdRanges([entry])).toThrow(new InvalidPattern(reason));
  });
});
