import fc from "fast-check";
import { scopeOfPlaceholder, withPlaceholders } from "../../../../../provider/types/propertyTable";
import {
  areFromSameStack,
  generatePassword,
  isGenerated,
} from "../../../../../provider/types/sipExtension/generatedPassword";
import { sipExtensionTable } from "../../../../../provider/types/sipExtension/table";
import { propertyRuns } from "../../../../support/propertyRuns";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

const extensionId = fc.oneof(fc.stringMatching(/^[0-9]{1,6}$/), fc.string({ minLength: 1 }));
const scope = fc.oneof(fc.constantFrom("office/dev", "office/prod", "a/b"), fc.string({ minLength: 1 }));

describe("the placeholder of a password that the program left out", () => {
  it.each([
    ["@generate office/dev", "office/dev"],
    ["@generate my.project_1/organisation-stack", "my.project_1/organisation-stack"],
    ["@generate Bücher/é", "Bücher/é"],
  ])("carries the scope: %s", (placeholder, wanted) => {
    expect(scopeOfPlaceholder(placeholder)).toBe(wanted);
    expect(withPlaceholders(sipExtensionTable, {}, () => wanted)).toEqual({ password: placeholder });
  });

  it.each([
    ...["", "@generate", "@generate ", "@generate office", "@generate /dev", "@generate office/", "@generate a/b/c"],
    ...[
      "@generate office/dev ",
      " @generate office/dev",
      "@generate  a/b",
      "@Generate a/b",
      "@generate a b/c",
      "a@generate a/b",
    ],
    ...["@generate a/b\n", undefined, null, 7, {}, ["@generate a/b"]],
  ])("is nothing else: %j", (value) => {
    expect(scopeOfPlaceholder(value)).toBeUndefined();
  });
});

describe("a generated password", () => {
  it("has 30 characters, none of which is taken for another", () => {
    fc.assert(
      fc.property(extensionId, scope, (id, of) => {
        const password = generatePassword(id, of);
        expect(password).toHaveLength(30);
        expect([...password].filter((character) => !ALPHABET.includes(character))).toEqual([]);
        expect(password).not.toMatch(/[lIO01]/);
      }),
    );
  });

  it("is another one each time, by its first 20 characters, each of which takes every value", () => {
    const passwords = Array.from({ length: 2000 }, () => generatePassword("1000", "office/dev").slice(0, 20));
    expect(new Set(passwords).size).toBe(2000);
    for (let position = 0; position < 20; position++) {
      expect(new Set(passwords.map((password) => password[position])).size).toBe(ALPHABET.length);
    }
  });

  it("is recognised for the extension that it was made for", () => {
    fc.assert(
      fc.property(extensionId, scope, (id, of) => {
        expect(isGenerated(generatePassword(id, of), id)).toBe(true);
      }),
    );
  });

  it("is not recognised for another extension", () => {
    fc.assert(
      fc.property(extensionId, extensionId, scope, (id, other, of) => {
        fc.pre(id !== other);
        expect(isGenerated(generatePassword(id, of), other)).toBe(false);
      }),
    );
  });

  it("is not recognised once a single character has changed", () => {
    fc.assert(
      fc.property(extensionId, scope, fc.nat(29), fc.constantFrom(...ALPHABET), (id, of, position, character) => {
        const password = generatePassword(id, of);
        fc.pre(password[position] !== character);
        expect(isGenerated(password.slice(0, position) + character + password.slice(position + 1), id)).toBe(false);
      }),
      { numRuns: propertyRuns(3000) },
    );
  });

  it("is not recognised once something was added, taken away or exchanged", () => {
    fc.assert(
      fc.property(extensionId, fc.nat(29), fc.constantFrom("", "xx", " ", "l", "\n"), (id, position, put) => {
        const password = generatePassword(id, "office/dev");
        const changed = password.slice(0, position) + put + password.slice(position + 1);
        expect(isGenerated(changed, id)).toBe(false);
        expect(isGenerated(`${password}${put}`, id)).toBe(put === "");
      }),
    );
  });

  it("is not a password that a person chose", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(new RegExp(`^[${ALPHABET}]{30}$`))), (password) => {
        expect(isGenerated(password, "1000")).toBe(false);
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  it("stays recognisable in all times to come: one that an earlier version made", () => {
    // The state keeps passwords of this form for years.
    expect(isGenerated(generatedEarlier, "1000")).toBe(true);
    expect(areFromSameStack(generatedEarlier, generatePassword("1000", "office/dev"), "1000")).toBe(true);
  });
});

describe("two generated passwords", () => {
  it("are of one making where the stack and the extension are the same", () => {
    fc.assert(
      fc.property(extensionId, scope, (id, of) => {
        expect(areFromSameStack(generatePassword(id, of), generatePassword(id, of), id)).toBe(true);
      }),
    );
  });

  it.each([
    ["of another stack", generatePassword("1000", "office/prod")],
    ["of another project", generatePassword("1000", "offic/edev")],
    ["of another extension", generatePassword("1001", "office/dev")],
    ["that was not generated", "declared-password"],
  ])("are not of one making where one is %s", (_, other) => {
    const one = generatePassword("1000", "office/dev");
    expect(areFromSameStack(one, other, "1000")).toBe(false);
    expect(areFromSameStack(other, one, "1000")).toBe(false);
  });

  it("are not of one making where only the parts of a scope are split elsewhere", () => {
    const [one, other] = ["ab/c", "a/bc"].map((of) => generatePassword("1000", of)) as [string, string];
    expect(areFromSameStack(one, other, "1000")).toBe(false);
  });
});

/** Made by the first version, for extension 1000 of the stack office/dev. */
const generatedEarlier = "JqvoDcs7CiwNLzJG9wQDkBBfdyd5ix";
