import fc from "fast-check";
import type { Page, PageRequest } from "../../../../../provider/adapters/native/listPage";
import { pageOf } from "../../../../../provider/adapters/native/listPage";
import { InvalidArgument } from "../../../../../provider/functions/errors";
import { propertyRuns } from "../../../../support/propertyRuns";

const FIRST: PageRequest = { limit: 0, pageSize: 0, continuationToken: "" };

/** All pages, from the first to the last one. */
function allPages(
  ids: string[],
  request: Partial<PageRequest>,
  nextLimit = (limit: number, _received: number) => limit,
) {
  const pages: Page[] = [];
  let continuationToken: string | undefined = "";
  let limit = request.limit ?? 0;
  while (continuationToken !== undefined) {
    const page: Page = pageOf(ids, { ...FIRST, ...request, limit, continuationToken });
    pages.push(page);
    limit = nextLimit(limit, page.ids.length);
    continuationToken = page.continuationToken;
  }
  return pages.map((page) => page.ids);
}

const arbitraryIds = fc.array(fc.oneof(fc.nat({ max: 30 }).map(String), fc.string({ unit: "grapheme" })), {
  maxLength: 30,
});

describe("a page of a list", () => {
  test("is in the order of the numbers, and has each ID once", () => {
    expect(pageOf(["1000", "999", "0999", "1000", "b", "a"], FIRST)).toEqual({
      ids: ["0999", "999", "1000", "a", "b"],
    });
  });

  test.each([
    ["no limit", {}, [["1", "2", "3", "4", "5"]]],
    ["a limit", { limit: 3 }, [["1", "2", "3"]]],
    ["a page size", { pageSize: 2 }, [["1", "2"], ["3", "4"], ["5"]]],
    ["a page size that divides the number", { pageSize: 5 }, [["1", "2", "3", "4", "5"]]],
    ["both", { limit: 3, pageSize: 2 }, [["1", "2"], ["3"]]],
    [
      "a limit that is a number of pages",
      { limit: 4, pageSize: 2 },
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["negative numbers, which set none", { limit: -1, pageSize: -1 }, [["1", "2", "3", "4", "5"]]],
  ])("ends the list with %s", (_title, request, pages) => {
    expect(allPages(["3", "1", "2", "5", "4"], request)).toEqual(pages);
  });

  test("counts the limit over all pages, whether the caller repeats it or lowers it as Pulumi's CLI does", () => {
    fc.assert(
      fc.property(
        arbitraryIds,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (ids, limit, pageSize) => {
          const expected = pageOf(ids, { ...FIRST, limit }).ids;
          const repeated = allPages(ids, { limit, pageSize });
          expect(repeated.flat()).toEqual(expected);
          expect(allPages(ids, { limit, pageSize }, (left, received) => left - received)).toEqual(repeated);
          expect(repeated.every((page) => page.length <= pageSize)).toBe(true);
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test("neither repeats nor hides an extension where others come and go between two pages", () => {
    fc.assert(
      fc.property(arbitraryIds, arbitraryIds, fc.integer({ min: 1, max: 9 }), (before, after, pageSize) => {
        const first = pageOf(before, { ...FIRST, pageSize });
        fc.pre(first.continuationToken !== undefined);
        const rest = allPages([...after, ...before], { pageSize }).flat();
        const later = pageOf(after, { ...FIRST, continuationToken: first.continuationToken ?? "" }).ids;
        expect(later.filter((id) => first.ids.includes(id))).toEqual([]);
        const last = first.ids.at(-1) ?? "";
        const expected = rest.slice(rest.indexOf(last) + 1).filter((id) => after.includes(id));
        expect(later).toEqual(expected);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });

  test.each([
    "x",
    "e30",
    Buffer.from('{"after":1}').toString("base64url"),
    Buffer.from('{"after":"1","left":0}').toString("base64url"),
  ])("is refused for a continuation token that is not one of this provider: %s", (continuationToken) => {
    expect(() => pageOf(["1"], { ...FIRST, continuationToken })).toThrow(InvalidArgument);
    expect(() => pageOf(["1"], { ...FIRST, continuationToken })).toThrow(
      "continuationToken: is not one of this provider: list again from the first page",
    );
  });
});
