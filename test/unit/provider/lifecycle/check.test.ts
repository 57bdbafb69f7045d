import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { Claims } from "../../../../provider/lifecycle/claims";
import type { CheckContext } from "../../../../provider/lifecycle/context";
import {
  areFromSameStack,
  generatePassword,
  isGenerated,
} from "../../../../provider/types/sipExtension/generatedPassword";
import { isUnknown, UNKNOWN } from "../../../../provider/types/unknown";
import type { ProgramInputs } from "../../../../provider/types/validate";
import { propertiesOfType, propertyNames } from "../../../support/everyProperty";
import { extensionInputs } from "../../../support/extensionInputs";
import { propertyRuns } from "../../../support/propertyRuns";
import { sipLifecycle } from "../../../support/sipLifecycle";

const pbx = "http://pbx:7780";
const placeholder = "@generate office/dev";
const minimal = { extensionId: "1000", userId: "reception", password: "s3cret" };

/** A configuration with the stack's own connection and one named branch. */
function context(): CheckContext & { asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  return {
    claims: new Claims(),
    asked,
    locate(connection) {
      asked.push(connection);
      if (connection === undefined || connection === "branch") {
        return { pbx: connection === undefined ? pbx : "http://branch:7780" };
      }
      return { problem: `there is no connection of that name` };
    },
  };
}

const run = (news: ProgramInputs, olds: ProgramInputs = {}) => sipLifecycle(context()).validate(olds, news);
const failuresOf = (given: ProgramInputs) => run({ ...minimal, ...given }).failures;
const reasonsOf = (given: ProgramInputs) => failuresOf(given).map(({ reason }) => reason);

describe("the placeholder of an unknown value", () => {
  it("is Pulumi's own", () => {
    expect(UNKNOWN).toBe(pulumi.runtime.unknownValue);
  });

  it("is found by itself and inside of lists and objects", () => {
    expect([UNKNOWN, [UNKNOWN], { a: { b: [1, UNKNOWN] } }].every(isUnknown)).toBe(true);
    expect([undefined, null, "", "x", `${UNKNOWN} `, 7, {}, { [UNKNOWN]: 1 }].some(isUnknown)).toBe(false);
  });
});

describe("check", () => {
  it("applies the defaults, so that a preview shows them", () => {
    expect(run(minimal)).toEqual({
      inputs: {
        ...minimal,
        authorizationName: "1000",
        username: "1000",
        enabled: true,
        elements: {},
        adopt: false,
      },
      failures: [],
    });
  });

  it("does not change what the program sets", () => {
    const given = {
      ...minimal,
      authorizationName: "auth",
      username: "user",
      enabled: false,
      elements: { Codec: "PCMA", Empty: "" },
      adopt: true,
      connection: "branch",
      __provider: "exports.handler = …",
    };
    expect(run(given)).toEqual({ inputs: given, failures: [] });
  });

  it("treats null and undefined as not set", () => {
    const given = {
      ...minimal,
      authorizationName: null,
      enabled: undefined,
      elements: null,
      connection: null,
      adopt: null,
    };
    expect(run(given)).toEqual(run(minimal));
  });

  it("refuses the mask that a printed output has instead of a secret", () => {
    const [failure] = failuresOf({ elements: { Codec: "********" } });
    expect(failure?.reason).toContain("which `pulumi-ozeki show` prints in place of a secret");
  });

  it("locates the PBX once, and not for an unknown connection", () => {
    const one = context();
    sipLifecycle(one).validate({}, minimal);
    sipLifecycle(one).validate({}, { ...minimal, connection: "branch" });
    sipLifecycle(one).validate({}, { ...minimal, connection: UNKNOWN });
    expect(one.asked).toEqual([undefined, "branch"]);
  });

  it("reports what is wrong with the configuration, without a property", () => {
    expect(failuresOf({ connection: "nowhere" })).toEqual([
      { about: "connection", property: "", reason: "there is no connection of that name" },
    ]);
  });

  it("records the IDs that it saw, each on its PBX, and claims none", () => {
    const one = context();
    sipLifecycle(one).validate({}, minimal);
    sipLifecycle(one).validate({}, { ...minimal, extensionId: "2000", connection: "branch" });
    expect(one.claims.isDeclared(pbx, "1000")).toBe(true);
    expect(one.claims.isDeclared("http://branch:7780", "2000")).toBe(true);
    expect(one.claims.isDeclared(pbx, "2000")).toBe(false);
    expect(one.claims.managedAt(pbx, "1000")).toBeUndefined();
  });

  it("records nothing that is refused or unknown", () => {
    const one = context();
    sipLifecycle(one).validate({}, { ...minimal, userId: "" });
    sipLifecycle(one).validate({}, { ...minimal, extensionId: UNKNOWN });
    sipLifecycle(one).validate({}, { ...minimal, connection: UNKNOWN });
    expect([pbx, "http://branch:7780"].some((on) => one.claims.isDeclared(on, "1000"))).toBe(false);
    expect(one.claims.isDeclared(pbx, UNKNOWN)).toBe(false);
  });

  it("returns the inputs without defaults where something is wrong", () => {
    const given = { extensionId: "1000", userId: "", password: placeholder, enabled: null };
    expect(run(given).inputs).toEqual({ extensionId: "1000", userId: "", password: placeholder });
  });
});

describe("an unknown value", () => {
  it.each(propertyNames)("passes through check unchanged: %s", (property) => {
    const given = {
      ...minimal,
      [property]: UNKNOWN,
      ...(property === "passwordVersion" && { password: placeholder }),
    };
    const { inputs, failures } = run(given);
    expect(failures).toEqual([]);
    expect(inputs[property]).toBe(UNKNOWN);
  });

  it("passes through inside of elements, beside known values", () => {
    const elements = { Codec: UNKNOWN, Display: "Reception" };
    expect(run({ ...minimal, elements })).toMatchObject({ inputs: { elements }, failures: [] });
  });

  it("makes the defaults that depend on it unknown as well", () => {
    expect(run({ ...minimal, extensionId: UNKNOWN }).inputs).toMatchObject({
      authorizationName: UNKNOWN,
      username: UNKNOWN,
    });
  });

  it("does not hide other mistakes", () => {
    expect(failuresOf({ password: UNKNOWN, elements: { Codec: UNKNOWN, "1": "x" } })).toHaveLength(1);
  });

  it("does not count as a password beside passwordVersion", () => {
    expect(failuresOf({ password: UNKNOWN, passwordVersion: 1 })).toEqual([]);
  });
});

describe("a password that the program leaves out", () => {
  const left = { ...minimal, password: placeholder };

  it("is generated for this extension and this stack", () => {
    const { inputs, failures } = run(left);
    expect(failures).toEqual([]);
    expect(isGenerated(inputs.password as string, "1000")).toBe(true);
    expect(areFromSameStack(inputs.password as string, generatePassword("1000", "office/dev"), "1000")).toBe(true);
  });

  it("stays the same in the next run", () => {
    const olds = run(left).inputs;
    expect(run(left, olds).inputs.password).toBe(olds.password);
    expect(run({ ...left, userId: "other", enabled: false }, olds).inputs.password).toBe(olds.password);
  });

  it("is the phone's own where this stack did not generate it: declared before, adopted, or imported", () => {
    for (const password of ["given before", placeholder, undefined]) {
      expect(run(left, { ...minimal, password }).inputs.password).toBe(placeholder);
    }
  });

  it.each([
    [undefined, 1],
    [1, 2],
    ["1", 2],
    ["a", "b"],
  ])("is another one once passwordVersion has changed from %j to %j", (before, after) => {
    const olds = run({ ...left, ...(before !== undefined && { passwordVersion: before }) }).inputs;
    const { password } = run({ ...left, passwordVersion: after }, olds).inputs;
    expect(isGenerated(password as string, "1000")).toBe(true);
    expect(password).not.toBe(olds.password);
  });

  it.each([
    [1, 1],
    [1, "1"],
    ["1", 1],
    ["a", "a"],
    [1, undefined],
  ])("stays where passwordVersion goes from %j to %j", (before, after) => {
    const olds = run({ ...left, passwordVersion: before }).inputs;
    const news = { ...left, ...(after !== undefined && { passwordVersion: after }) };
    expect(run(news, olds).inputs.password).toBe(olds.password);
  });

  it("is another one for another extension", () => {
    const olds = run(left).inputs;
    const { password } = run({ ...left, extensionId: "2000" }, olds).inputs;
    expect(isGenerated(password as string, "2000")).toBe(true);
  });

  it("is another one where there are no old inputs, as in the second check of a replacement", () => {
    expect(run(left).inputs.password).not.toBe(run(left).inputs.password);
  });

  it("is generated where the old one was never known", () => {
    expect(isGenerated(run(left, { ...minimal, password: UNKNOWN }).inputs.password as string, "1000")).toBe(true);
  });

  it.each([{ extensionId: UNKNOWN }, { passwordVersion: UNKNOWN }])(
    "is unknown where it depends on an unknown value: %j",
    (given) => {
      expect(run({ ...left, ...given }, run(left).inputs).inputs.password).toBe(UNKNOWN);
    },
  );

  it("is generated again where it was emptied on the PBX", () => {
    const olds = { ...extensionInputs(), password: "" };
    const { inputs } = sipLifecycle(context()).validate(olds, {
      extensionId: "1000",
      userId: "reception",
      password: "@generate office/dev",
    });
    expect(isGenerated(inputs.password as string, "1000")).toBe(true);
  });
});

describe("what check refuses", () => {
  it.each([
    ["extensionId", "extensionId: is required"],
    ["userId", "userId: is required"],
    ["password", "password: has no value: set one, or remove the property to generate a strong password"],
  ])("is a missing %s", (property, reason) => {
    for (const nothing of [undefined, null]) {
      expect(failuresOf({ [property]: nothing })).toEqual([
        { about: property, property: property === "password" ? "" : property, reason },
      ]);
    }
  });

  const texts = propertiesOfType("id", "string");
  const secretProperties = ["password", "elements", "connection"];
  const propertyOf = (name: string) => (secretProperties.includes(name) ? "" : name);

  it.each(texts)("is a %s that is not a string, or an empty one", (name) => {
    const quoting =
      name === "extensionId" ? "put it in quotes (leading zeros count: 0100 is not 100)" : "put it in quotes";
    const kinds = [
      ["", "must not be empty"],
      [true, `must be a string, got a boolean: ${quoting}`],
      [["x"], "must be a string, got an array"],
      [{ x: 1 }, "must be a string, got an object"],
    ] as const;
    for (const [value, problem] of kinds) {
      expect(failuresOf({ [name]: value })).toEqual([
        { about: name, property: propertyOf(name), reason: `${name}: ${problem}` },
      ]);
    }
  });

  // YAML reads 0100 as 64, 1e5 as 100000 and 0x10 as 16: what was meant is not known.
  it.each([64, 100_000, 16])("is a number in place of a string, without a guess at what was meant: %j", (value) => {
    for (const name of texts) {
      const [reason] = reasonsOf({ [name]: value });
      expect(reason).toMatch(new RegExp(`^${name}: must be a string, got a number: put it in quotes`));
      expect(reason).not.toContain(String(value));
    }
  });

  it.each<[string, string]>([
    ["\uFEFF1000", "has a byte order mark (U+FEFF) at position 1: remove it"],
    ["10\u200B00", "has a zero-width space (U+200B) at position 3: remove it"],
    ["1000\n", "has a line break (U+000A) at position 5: remove it"],
    ["10\t00", "has a tab (U+0009) at position 3: remove it"],
    ["1000\u00A0", "has a no-break space (U+00A0) at position 5: remove it"],
    ["1000\u202E", "has an invisible character (U+202E) at position 5: remove it"],
    ["10\u2800", "has an invisible character (U+2800) at position 3: remove it"],
    ["10\uFFFC", "has an invisible character (U+FFFC) at position 3: remove it"],
    ["10\u{1D159}", "has an invisible character (U+1D159) at position 3: remove it"],
    [
      "Jelsz\uFFFD",
      "has a replacement for a character that was lost, as where a file is read in another encoding, (U+FFFD) at position 6: remove it",
    ],
    ["10\u3164", "has an invisible character (U+3164) at position 3: remove it"],
    ["1000 ", "ends with a space: remove the space"],
    [" 1000", "begins with a space: remove the space"],
    ["  ", "must not be only spaces"],
  ])("is a string with a character that cannot be seen: %j", (value, reason) => {
    for (const name of texts.filter((text) => text !== "password")) {
      expect(reasonsOf({ [name]: value })).toEqual([`${name}: ${reason}`]);
    }
    // A space may be part of a password.
    expect(reasonsOf({ password: value })).toEqual(
      reason.includes("space") && !reason.includes("(") ? [] : [`password: ${reason}`],
    );
  });

  it.each(texts.filter((name) => name !== "connection"))("is a character in %s that XML cannot carry", (name) => {
    expect(failuresOf({ [name]: "abc\u0007d" })).toEqual([
      {
        about: name,
        property: propertyOf(name),
        reason: `${name}: has a character at position 4 that XML cannot carry (U+0007): remove it`,
      },
    ]);
  });

  it("is not any other character or a weak password: digits, a space inside, markup, emoji", () => {
    for (const text of ["1", "a b", "<&>\"'", "]]>", "😀", "é", "@generate", "@generate x"]) {
      for (const name of texts.filter((name) => name !== "connection")) {
        expect(failuresOf({ [name]: text })).toEqual([]);
      }
    }
  });

  it.each(["enabled", "adopt"])("is a value of %s that is neither true nor false", (name) => {
    expect(failuresOf({ [name]: "true" })).toEqual([
      { about: name, property: name, reason: `${name}: must be true or false, got a string` },
    ]);
    expect(reasonsOf({ [name]: 1 })).toEqual([`${name}: must be true or false, got a number`]);
    expect(failuresOf({ [name]: false })).toEqual([]);
  });

  it.each([
    [true, "a boolean"],
    [[1], "an array"],
    [{ a: 1 }, "an object"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("is a passwordVersion of %p", (passwordVersion, kind) => {
    expect(failuresOf({ passwordVersion, password: placeholder })).toEqual([
      {
        about: "passwordVersion",
        property: "passwordVersion",
        reason: `passwordVersion: must be a string or a number, got ${kind}`,
      },
    ]);
  });

  it.each(["", "v2", 0, -1, 1.5])("is not any other passwordVersion: %j", (passwordVersion) => {
    expect(failuresOf({ passwordVersion, password: placeholder })).toEqual([]);
  });

  it("is a passwordVersion beside a password of the program's own", () => {
    expect(failuresOf({ passwordVersion: 1 })).toEqual([
      {
        about: "passwordVersion",
        property: "passwordVersion",
        reason:
          "passwordVersion: asks for a new generated password, but the program sets a password: remove one of the two",
      },
    ]);
  });

  it("is a value of elements that is not an object", () => {
    expect(reasonsOf({ elements: "x" })).toEqual([
      "elements: must be an object that maps element names to strings, got a string",
    ]);
    expect(reasonsOf({ elements: ["x"] })).toEqual([
      "elements: must be an object that maps element names to strings, got an array",
    ]);
    expect(reasonsOf({ elements: 7 })).toEqual([
      "elements: must be an object that maps element names to strings, got a number",
    ]);
  });

  it.each([
    ["a name that XML has not", "1st", "x", '"1st" is not a valid name of an XML element'],
    ["an empty name", "", "x", '"" is not a valid name of an XML element'],
    ["a name with a prefix", "xsi:nil", "x", '"xsi:nil" is not a valid name of an XML element'],
    ["a name that would break out", "A><B", "x", '"A><B" is not a valid name of an XML element'],
    [
      "a run-time value",
      "LastIPAddress",
      "x",
      '"LastIPAddress" is filled in by the PBX while it runs and cannot be set',
    ],
    [
      "a run-time value in another case",
      "useragentname",
      "x",
      '"useragentname" is filled in by the PBX while it runs and cannot be set',
    ],
    [
      "what another property holds",
      "Password",
      "x",
      '"Password" is held by the property password (element Password): set that one',
    ],
    [
      "what another property holds, in another case",
      "userid",
      "x",
      '"userid" is held by the property userId (element UserID): set that one',
    ],
    ["the ID", "Id", "x", '"Id" is held by the property extensionId (element ID): set that one'],
    [
      "a number",
      "Codec",
      7,
      '"Codec" must be a string, got a number: put it in quotes (in the configuration: pulumi config set --type string)',
    ],
    [
      "a boolean",
      "Codec",
      true,
      '"Codec" must be a string, got a boolean: put it in quotes (in the configuration: pulumi config set --type string)',
    ],
    // Quotes would not help here.
    ["an array", "Codec", ["x"], '"Codec" must be a string, got an array'],
    ["an object", "Codec", { B: "x" }, '"Codec" must be a string, got an object'],
    ["null", "Codec", null, '"Codec" must be a string, got null'],
    [
      "a forbidden character",
      "Codec",
      "\u0000",
      '"Codec" has a character at position 1 that XML cannot carry (U+0000): remove it',
    ],
  ])("is an element that is %s", (_, name, content, reason) => {
    expect(failuresOf({ elements: { [name]: content } })).toEqual([
      { about: "elements", property: "", reason: `elements: ${reason}` },
    ]);
  });

  it("is every mistake in elements at once", () => {
    expect(reasonsOf({ elements: { "1": "x", Codec: "fine", ID: "x" } })).toEqual([
      'elements: "1" is not a valid name of an XML element; "ID" is held by the property extensionId (element ID): set that one',
    ]);
  });

  it.each([
    ["extensionID", 'Unknown property "extensionID". Did you mean "extensionId"?'],
    ["userid", 'Unknown property "userid". Did you mean "userId"?'],
    ["UserID", 'Unknown property "UserID". Did you mean "userId"?'],
    ["ID", 'Unknown property "ID". Did you mean "extensionId"?'],
    ["Enabled", 'Unknown property "Enabled". Did you mean "enabled"?'],
    ["pbx", "pbx: is an output and cannot be set: name a PBX with `connection` instead"],
    [
      "codec",
      `Unknown property "codec". The properties are ${propertyNames.join(", ")}. ` +
        "To set another element of the PBX, use `elements` with the PBX's name for it",
    ],
  ])("is a property that does not exist: %s", (name, reason) => {
    expect(failuresOf({ [name]: "x" })).toEqual([{ about: name, property: "", reason }]);
  });

  it.each(["LastIPAddress", "constructor", "toString", "hasOwnProperty"])(
    "is a property that does not exist, with a name that every object has: %s",
    (name) => {
      expect(reasonsOf({ [name]: "x" })[0]).toMatch(
        new RegExp(`^Unknown property "${name}". The properties are extensionId, `),
      );
    },
  );

  it("is every mistake at once", () => {
    const { failures } = run({ extensionId: 7, enabled: "yes", elements: { ID: "x" }, x: 1, connection: "" });
    expect(failures.map(({ about }) => about)).toEqual([
      "userId",
      "password",
      "extensionId",
      "enabled",
      "elements",
      "x",
      "connection",
    ]);
  });
});

describe("a failure of check", () => {
  it("never holds a password or the value of an element, whatever it is about", () => {
    const secret = "MARKED-pa55word";
    const value = fc.constantFrom<unknown>(
      ...[
        secret,
        `${secret}\u0000`,
        [secret],
        { a: secret },
        { [secret]: secret },
        { Codec: [secret] },
        { Codec: { a: secret } },
      ],
      ...[{ ID: secret }, { "1": secret }, { Codec: `\u0001${secret}` }, 7, true],
    );
    const property = fc.constantFrom("password", "elements", "connection", "pasword", "Password", "passwordVersion");
    fc.assert(
      fc.property(property, value, fc.boolean(), (name, given, isAlone) => {
        fc.pre(!(name === "elements" && JSON.stringify(given) === JSON.stringify({ [secret]: secret })));
        const { failures } = run({ ...(isAlone ? {} : minimal), [name]: given });
        expect(JSON.stringify(failures)).not.toMatch(/MARKED|pa55/);
        for (const { about, property: shown } of failures.filter((failure) =>
          ["password", "elements", "connection"].includes(failure.about),
        )) {
          expect(`${about}:${shown}`).toBe(`${about}:`);
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it("never throws, whatever a program passes", () => {
    const anything = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom("extensionId", "password", "elements", "enabled", "passwordVersion")),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, anything, (olds, news) => {
        // No userId among them.
        expect(run(news, olds).failures.length).toBeGreaterThan(0);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
