import * as fc from "fast-check";
import type { Fault, FaultKind } from "../../../../simulator";
import { commandNames, FaultError, faultKinds, parseFault, printFault, Simulator } from "../../../../simulator";
import { factsOf } from "../../../../simulator/faults/faultKinds";
import { startPbx } from "../support/startPbx";

const count = fc.integer({ min: 1, max: 1_000_000 });
const kind = fc.oneof(
  fc.constantFrom(...(Object.keys(faultKinds).filter((name) => !name.includes("NNN")) as FaultKind[])),
  fc.integer({ min: 400, max: 599 }).map((status): FaultKind => `status-${status}`),
  fc.integer({ min: 400, max: 599 }).map((status): FaultKind => `status-${status}-after`),
  fc.integer({ min: 0, max: 9999 }).map((code): FaultKind => `code-${code}`),
);
const which = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 2, max: 99 }).map((first) => ({ first })),
  fc.tuple(fc.integer({ min: 1, max: 99 }), count).map(([first, more]) => ({ first, last: first + more })),
  count.map((first) => ({ first, last: Number.POSITIVE_INFINITY })),
);
const target = fc.record(
  {
    command: fc.constantFrom(...commandNames),
    extensionId: fc.string({ unit: "grapheme", minLength: 1 }),
  },
  { requiredKeys: [] },
);
const fault: fc.Arbitrary<Fault> = fc
  .tuple(kind, fc.option(count, { nil: undefined }), target, which)
  .map(([kind, amount, target, which]) => ({
    kind,
    ...(amount !== undefined && factsOf(kind).amount !== undefined && { amount }),
    ...(kind !== "refuse" && target),
    ...which,
  }));

/** With what is left out filled in. */
const filled = (given: Fault) => {
  const first = given.first ?? 1;
  return { ...given, first, last: given.last ?? first };
};

describe("a fault as a string", () => {
  it("means the same after it was printed and read", () => {
    fc.assert(
      fc.property(fault, (given) => {
        expect(filled(parseFault(printFault(given)))).toEqual(filled(given));
      }),
    );
  });

  it("is printed as it was read, once it was printed", () => {
    fc.assert(
      fc.property(fault, (given) => {
        const text = printFault(given);
        expect(printFault(parseFault(text))).toBe(text);
      }),
    );
  });

  it.each([
    ["drop-after@AddConfig#2", { kind: "drop-after", command: "AddConfig", first: 2, last: 2 }],
    ["hang", { kind: "hang" }],
    ["hang%1000", { kind: "hang", extensionId: "1000" }],
    ["hang%101%40localhost", { kind: "hang", extensionId: "101@localhost" }],
    ["slow:50@GetConfig#1-3", { kind: "slow", amount: 50, command: "GetConfig", first: 1, last: 3 }],
    ["code-306#every", { kind: "code-306", first: 1, last: Number.POSITIVE_INFINITY }],
    ["code-306#*", { kind: "code-306", first: 1, last: Number.POSITIVE_INFINITY }],
    ["status-503-after#3-", { kind: "status-503-after", first: 3, last: Number.POSITIVE_INFINITY }],
    ["html%7#2@getconfig", { kind: "html", command: "GetConfig", extensionId: "7", first: 2, last: 2 }],
    ["refuse#1-2", { kind: "refuse", first: 1, last: 2 }],
  ])("%s is read", (text, expected) => {
    expect(parseFault(text)).toEqual(expected);
  });

  it.each([
    ["", "its kind is not one of refuse, drop-before, drop-after, hang"],
    ["explode", "its kind is not one of refuse, drop-before"],
    ["toString", "its kind is not one of"],
    ["status-200", "its kind is not one of"],
    ["status-NNN", "its kind is not one of"],
    ["code-", "its kind is not one of"],
    ["code-12345", "its kind is not one of"],
    ["hang@StartCall", `there is no command "StartCall"; there are AddConfig, ModifyConfig`],
    ["hang@", `there is no command ""`],
    ["hang#0", "after # there must be N, N-M, N- or every"],
    ["hang#x", "after # there must be N"],
    ["hang#", "after # there must be N"],
    ["hang#1-2-3", "after # there must be N"],
    ["hang#1.5", "after # there must be N"],
    ["hang#3-2", "does not end before it begins"],
    ["hang#1#2", "it has # twice"],
    ["hang@GetConfig@GetConfig", "it has @ twice"],
    ["hang%1%zz", "it has % twice"],
    ["hang%", "write KIND[:AMOUNT]"],
    ["hang%%FF", "URL-encoded"],
    ["hang:5", "hang takes no number after a colon"],
    ["slow:", "after the colon there must be a whole number"],
    ["slow:0", "after the colon there must be a whole number"],
    ["refuse@GetConfig", "refuse comes before any request"],
    ["refuse%1", "refuse comes before any request"],
  ])("%j is not one, and the reason is reported", (text, reason) => {
    expect(() => parseFault(text)).toThrow(FaultError);
    expect(() => parseFault(text)).toThrow(`${JSON.stringify(text)} is not a fault: `);
    expect(() => parseFault(text)).toThrow(reason);
  });

  it("ends in good time however odd it is", () => {
    expect(() => parseFault(`hang${"%41".repeat(5000)}%`)).toThrow(FaultError);
  });
});

describe("a fault as a value", () => {
  it.each([
    [{ kind: "explode" }, "its kind is not one of"],
    [{ kind: "hang", first: 0 }, "whole numbers from 1"],
    [{ kind: "hang", first: 2, last: 1 }, "does not end before it begins"],
    [{ kind: "hang", first: 1.5 }, "whole numbers from 1"],
    [{ kind: "slow", amount: -1 }, "its amount is a whole number from 1"],
    [{ kind: "hang", amount: 1 }, "hang takes no number"],
    [{ kind: "hang", command: "Dial" }, `there is no command "Dial"`],
    [{ kind: "hang", extensionId: "" }, "ID is empty"],
  ])("%o is none", async (given, reason) => {
    const pbx = await startPbx();
    expect(() => pbx.fail(given as unknown as Fault)).toThrow(reason);
    expect(pbx.faults).toEqual([]);
    await expect(Simulator.start({ faults: [given as unknown as Fault] })).rejects.toThrow(FaultError);
  });
});
