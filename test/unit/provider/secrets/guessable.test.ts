import fc from "fast-check";
import { guessableReasons, MIN_PASSWORD_LENGTH, whyGuessable } from "../../../../provider/secrets/guessable";
import { mostUsedWords } from "../../../../provider/secrets/mostUsedWords";
import { generatePassword } from "../../../../provider/types/sipExtension/generatedPassword";
import { fuzzParameters, propertyRuns } from "../../../support/propertyRuns";

const reception = { extensionId: "6001", userId: "mary.smith@example.com" };

const MOST_USED = "one of the most used passwords, or a variant of one";
const REPEATED = "a short text that is repeated";
const SEQUENCE = "mostly a sequence";
const SHORT = "shorter than 12 characters";
const SHORT_WITHOUT_ID = "shorter than 12 characters without the extension ID in it";
const SHORT_WITHOUT_USER = "shorter than 12 characters without the user ID in it";
const REASONS = [...["empty", MOST_USED, REPEATED, SEQUENCE], ...[SHORT, SHORT_WITHOUT_ID, SHORT_WITHOUT_USER]];

/** A password whose characters no rule predicts. */
const STRONG = "Kz8fWq2mXp9r";

describe("a password that can be guessed", () => {
  test.each([
    ["", "empty"],
    ["6001", SHORT],
    ["mary.smith@example.com", SHORT_WITHOUT_USER],
    ["MARY.SMITH@example.com", SHORT_WITHOUT_USER],
    ["password", MOST_USED],
    ["Password", MOST_USED],
    ["Passw0rd2024!", MOST_USED],
    ["2024p@ssw0rd", MOST_USED],
    ["!!!letmein!!!", MOST_USED],
    ["Asterisk-2024", MOST_USED],
    ["Jelszo123456", MOST_USED],
    ["administrator1", MOST_USED],
    ["Kz8!Kz8!Kz8!", REPEATED],
    ["Kz8fWq2mXp9Kz8fWq2mXp9", REPEATED],
    ["aaaaaaaaaaaaaaaa", REPEATED],
    ["121212121212", REPEATED],
    ["123456789012", SEQUENCE],
    ["987654321098", SEQUENCE],
    ["abcdefghijkl", SEQUENCE],
    ["qwertyuiopas", SEQUENCE],
    ["poiuztrewqpo", SEQUENCE],
    ["azertyuiopqs", SEQUENCE],
    ["123456abcdef", SEQUENCE],
    ["1q2w3e4r5t6y", SEQUENCE],
    ["1qaz2wsx3edc", SEQUENCE],
    ["1qaz2wsx3edc4rfv", SEQUENCE],
    ["147025803690", SEQUENCE],
    ["111222333444", SEQUENCE],
    ["!@#$%^&*()12", SEQUENCE],
    ["110010011101", SEQUENCE],
    ["Kz8fWq2mXp9", SHORT],
    ["éééKz8fWq2m", SHORT],
    // Two units of UTF-16 each.
    ["📞📞🔔Kz8fWq2", SHORT],
    ["6001-Kz8fWq2mXp", SHORT_WITHOUT_ID],
    ["Kz8f6001Wq2m6001Xp9", SHORT_WITHOUT_ID],
    ["mary-Kz8fWq2mX", SHORT_WITHOUT_USER],
    ["SmithMary-Kz8fWq2m", SHORT_WITHOUT_USER],
    ["mary.smith@example.com-2024", SHORT_WITHOUT_USER],
  ])("%j is reported as %s", (password, reason) => {
    expect(whyGuessable(password, reception)).toBe(reason);
  });

  it("is every word of the list, in capitals and with a year behind it", () => {
    for (const word of mostUsedWords()) {
      expect(REASONS).toContain(whyGuessable(`${word.toUpperCase()}2024`, reception));
      expect(word).toBe(word.toLowerCase());
      expect(word).toMatch(/^[a-z]{3,}$/);
    }
  });

  it("is reported without the extension's names, too", () => {
    expect(whyGuessable("password", {})).toBe(MOST_USED);
    expect(whyGuessable(STRONG, {})).toBeUndefined();
    expect(whyGuessable(STRONG, { extensionId: "", userId: "" })).toBeUndefined();
  });

  it("is each one of fewer than 12 characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: MIN_PASSWORD_LENGTH - 1 }), (password) => {
        expect(REASONS).toContain(whyGuessable(password, reception));
      }),
      { numRuns: propertyRuns(3000) },
    );
  });

  it("is one with the extension ID or a part of the user ID in place of its characters", () => {
    const filler = fc.stringMatching(/^[#-&]{0,11}$/);
    fc.assert(
      fc.property(filler, fc.constantFrom("6001", "mary", "Smith", "EXAMPLE"), fc.nat(), (rest, name, place) => {
        const at = place % (rest.length + 1);
        expect(REASONS).toContain(whyGuessable(rest.slice(0, at) + name + rest.slice(at), reception));
      }),
      { numRuns: propertyRuns(3000) },
    );
  });
});

describe("a password that is not guessable", () => {
  test.each([
    STRONG,
    "correct horse battery staple",
    // What is left without the names is long enough.
    `6001-${STRONG}`,
    `mary-${STRONG}`,
    // A word of the list with more around it than anyone tries.
    "password-83927461950284",
    // A sequence beside enough that is not.
    `12345678${STRONG}`,
    "Öt-szép-szűzlány-őrült",
  ])("%j is not reported", (password) => {
    expect(whyGuessable(password, reception)).toBeUndefined();
  });

  it("is every generated one, whatever the extension and the user are called", () => {
    const id = fc.oneof(fc.stringMatching(/^[0-9]{1,6}$/), fc.string(), fc.string({ unit: "binary" }));
    const { parameters } = fuzzParameters(20_000);
    fc.assert(
      fc.property(id, fc.string(), (extensionId, userId) => {
        const password = generatePassword(extensionId, "office/dev");
        expect(whyGuessable(password, { extensionId, userId })).toBeUndefined();
        // A name of two or three characters occurs in a random password now and then.
        const [part, userPart] = [password.slice(3, 5), password.slice(7, 10)];
        expect(whyGuessable(password, { extensionId: part, userId: userPart })).toBeUndefined();
      }),
      parameters as fc.Parameters<[string, string]>,
    );
  });
});

describe("the reason", () => {
  it("is one of those that the documentation lists", () => {
    expect(guessableReasons).toEqual(REASONS);
  });

  it("is one of a few constants, so that it tells nothing of the password", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), fc.string(), (password, extensionId, userId) => {
        expect([undefined, ...REASONS]).toContain(whyGuessable(password, { extensionId, userId }));
      }),
      { numRuns: propertyRuns(5000) },
    );
  });

  test.each([
    ["one character", "a".repeat(1_000_000), reception],
    ["signs after a letter", `a${"!".repeat(1_000_000)}`, reception],
    ["almost a period", `${"ab".repeat(500_000)}c`, reception],
    ["almost the extension ID", "ab".repeat(500_000), { extensionId: `${"ab".repeat(500)}c`, userId: "" }],
    ["a user ID of many words", "abc".repeat(300_000), { extensionId: "1", userId: "abd.".repeat(100_000) }],
  ])("is found in a time that grows with the length: %s", (_, password, owner) => {
    expect([undefined, ...REASONS]).toContain(whyGuessable(password, owner));
  });
});
