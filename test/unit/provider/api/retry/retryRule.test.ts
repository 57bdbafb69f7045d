import fc from "fast-check";
import type { Command, RetryRule } from "../../../../../provider/api";
import { commands, InvalidConfigText, retryRule, UnusableCaFile } from "../../../../../provider/api";
import { backoff } from "../../../../../provider/api/retry/retryRule";
import { ozekiErrors } from "../../../../support/ozekiErrors";

const errorsOf = (command: Command) => ozekiErrors({ command, pbx: "http://pbx:7780", extensionId: "1000" });

/** For AddConfig, and for every other command. */
const table: readonly (readonly [error: string, addConfig: RetryRule, others: RetryRule])[] = [
  ["Unreachable", "repeat", "repeat"],
  ["ConnectionLost", "verify first", "repeat"],
  ["RequestTimedOut", "verify first", "repeat"],
  ["GatewayFailure", "verify first", "repeat"],
  ["BadReply", "give up", "give up"],
  ["UntrustedCertificate", "give up", "give up"],
  ["WriteRefused", "give up", "give up"],
  ["CommandRefused", "give up", "give up"],
  ["LoginRefused", "give up", "give up"],
  ["AccessForbidden", "give up", "give up"],
  ["ConfigNotFound", "give up", "give up"],
  ["ConfigAlreadyExists", "give up", "give up"],
];

describe("the rule for repeating", () => {
  const cases = commands.flatMap((command) =>
    table.map(([error, addConfig, others]) => [command, error, command === "AddConfig" ? addConfig : others] as const),
  );

  it.each(cases)("of %s after %s is: %s", (command, error, rule) => {
    expect(retryRule(command, errorsOf(command)[error])).toBe(rule);
  });

  it("knows every class of error", () => {
    expect(table.map(([error]) => error).sort()).toEqual(Object.keys(errorsOf("GetConfig")).sort());
  });

  it("goes by the operation, and not by the request that failed: AddConfig's GetConfig counts as AddConfig", () => {
    expect(retryRule("AddConfig", errorsOf("GetConfig").ConnectionLost)).toBe("verify first");
    expect(retryRule("ModifyConfig", errorsOf("AddConfig").ConnectionLost)).toBe("repeat");
  });

  it("repeats what never reached the PBX, AddConfig too: nothing could be done twice", () => {
    expect(retryRule("AddConfig", errorsOf("AddConfig").Unreachable)).toBe("repeat");
  });

  it("never sends AddConfig again blindly where its answer was lost, late, or a proxy had none", () => {
    const lost = ["ConnectionLost", "RequestTimedOut", "GatewayFailure"];
    expect(lost.map((error) => retryRule("AddConfig", errorsOf("AddConfig")[error]))).toEqual(
      lost.map(() => "verify first"),
    );
  });

  it("never repeats what the PBX answered", () => {
    const answered = ["CommandRefused", "LoginRefused", "AccessForbidden", "ConfigNotFound", "ConfigAlreadyExists"];
    for (const command of commands) {
      expect(new Set(answered.map((error) => retryRule(command, errorsOf(command)[error])))).toEqual(
        new Set(["give up"]),
      );
    }
  });

  it.each([
    new TypeError("x is not a function"),
    Object.assign(new Error("reset"), { code: "ECONNRESET" }),
    new InvalidConfigText("Password", { index: 0, codePoint: 0 }),
    new UnusableCaFile("ca.pem", "ENOENT"),
    "ECONNREFUSED",
    undefined,
    null,
    { name: "ConnectionLost", sent: "maybe" },
  ])("never repeats what it does not know: %p", (error) => {
    expect(commands.map((command) => retryRule(command, error))).toEqual(commands.map(() => "give up"));
  });
});

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the wait before the next attempt", () => {
  it("is half a second, doubled each time up to 8 s, and randomly at least half of that", () => {
    const longest = [500, 1000, 2000, 4000, 8000, 8000, 8000];
    expect(longest.map((_, index) => backoff(index + 1, 0.9999999))).toEqual(longest);
    expect(longest.map((_, index) => backoff(index + 1, 0))).toEqual(longest.map((wait) => wait / 2));
  });

  it("stays within its bounds, for every attempt and every random number", () => {
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

  it("grows with the random number, and is never shorter for a later attempt with the same one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), random, random, (attempt, one, other) => {
        expect(backoff(attempt + 1, one)).toBeGreaterThanOrEqual(backoff(attempt, one));
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(backoff(attempt, less)).toBeLessThanOrEqual(backoff(attempt, more));
      }),
    );
  });
});
