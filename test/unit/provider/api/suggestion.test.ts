import { didYouMean, suggestionFor } from "../../../../provider/api/suggestion";

const known = ["url", "username", "password", "requestTimeout", "maxRetries", "maxConcurrency", "connections"];

describe("the name that was meant", () => {
  it.each([
    ["urll", "url"],
    ["URL", "url"],
    ["usernmae", "username"],
    ["pasword", "password"],
    ["paßword", "password"],
    ["requesttimeout", "requestTimeout"],
    ["request", "requestTimeout"],
    ["conections", "connections"],
    ["maxretry", "maxRetries"],
  ])("of %s is %s", (given, meant) => {
    expect(suggestionFor(given, known)).toBe(meant);
    expect(didYouMean(given, known, "no")).toBe(`Did you mean ${meant}?`);
  });

  it.each(["", "a", "m", "max", "xyzzy", "wordpass", "x".repeat(10_000)])("is not guessed for %.20s", (given) => {
    expect(suggestionFor(given, known)).toBeUndefined();
    expect(didYouMean(given, known, "The keys are listed.")).toBe("The keys are listed.");
  });

  it("is not guessed where two are as near", () => {
    expect(suggestionFor("703", ["701", "702"])).toBeUndefined();
    expect(suggestionFor("anything", [])).toBeUndefined();
  });
});
