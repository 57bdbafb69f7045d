import fc from "fast-check";
import { backoff } from "../../../provider/ozeki/retry/backoff";

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the wait before the next attempt", () => {
  it("is half a second, doubled each time up to 8 s, of which chance leaves at least a half", () => {
    const longest = [500, 1000, 2000, 4000, 8000, 8000, 8000];
    expect(longest.map((_, index) => backoff(index + 1, 0.9999999))).toEqual(longest);
    expect(longest.map((_, index) => backoff(index + 1, 0))).toEqual(longest.map((wait) => wait / 2));
  });

  it("stays within its bounds, for every attempt and all chance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), random, (attempt, chance) => {
        const wait = backoff(attempt, chance);
        const full = attempt > 5 ? 8000 : 500 * 2 ** (attempt - 1);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(full / 2);
        expect(wait).toBeLessThanOrEqual(full);
      }),
    );
  });

  it("is longer where chance has it, and never shorter for a later attempt of the same chance", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), random, random, (attempt, one, other) => {
        expect(backoff(attempt + 1, one)).toBeGreaterThanOrEqual(backoff(attempt, one));
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(backoff(attempt, less)).toBeLessThanOrEqual(backoff(attempt, more));
      }),
    );
  });
});
