import * as pulumi from "@pulumi/pulumi";
import { transferable } from "../../../../provider/resources/transferable";

const PATH = 'SipExtension "a": elements';
const HALF = "\ud83d";

interface Parts {
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  allResources(): Promise<unknown>;
  promise(): Promise<unknown>;
}

function withName(name: string): object {
  return Object.defineProperty({}, name, { value: "text", enumerable: true });
}

describe("an argument that Pulumi cannot carry", () => {
  it.each<[string, unknown, RegExp]>([
    [
      "half of a character in a string",
      `ab${HALF}`,
      /^SipExtension "a": elements has half of a character at position 3/,
    ],
    ["one inside of an object", { A: { B: HALF } }, /^SipExtension "a": elements\.A\.B has half of a character/],
    ["one in a name", { [HALF]: "x" }, /^A name in SipExtension "a": elements has half/],
    ["one in an array", ["x", HALF], /^SipExtension "a": elements\[1\] has half/],
    ["a Map", new Map([["A", "1"]]), /^SipExtension "a": elements is a Map, which Pulumi cannot carry/],
    ["a Set in an object", { A: new Set() }, /^SipExtension "a": elements\.A is a Set, which/],
    ["a function", { A: () => "1" }, /^SipExtension "a": elements\.A is a function, which/],
    ["a symbol", Symbol("x"), /^SipExtension "a": elements is a symbol, which/],
    ["a bigint", { A: [10n] }, /^SipExtension "a": elements\.A\[0\] is a bigint, which/],
    ["toString", withName("toString"), /^SipExtension "a": elements has the name toString, which Pulumi cannot carry/],
  ])("is refused, naming the property: %s", async (_, value, message) => {
    expect(() => transferable(PATH, value)).toThrow(message);
    expect(() => transferable(PATH, value)).toThrow(pulumi.RunError);
    await expect(transferable(PATH, Promise.resolve(value))).rejects.toThrow(message);
    // `pulumi.secret(value)` would lose some of them before they are seen.
    const computed = pulumi.secret("").apply(() => value);
    const output = transferable(PATH, computed) as unknown as Parts;
    // Each of its promises rejects.
    await Promise.allSettled([output.isKnown, output.isSecret, output.allResources()]);
    await expect(output.promise()).rejects.toThrow(message);
  });

  it("is refused, naming the property: __proto__, which an output has lost already", () => {
    const message = /^SipExtension "a": elements has the name __proto__/;
    expect(() => transferable(PATH, withName("__proto__"))).toThrow(message);
  });

  // The SDK decides what an output loses: where this fails, the outputs above need no `apply`.
  it.each<[string, object]>([
    ["a Map", new Map([["A", "1"]])],
    ["a Set", new Set(["1"])],
    ["__proto__", withName("__proto__")],
  ])("is lost by the SDK where a program makes it an output: %s", async (_, value) => {
    const output = transferable(PATH, pulumi.secret(value)) as unknown as Parts;
    expect(await output.promise()).toEqual({});
  });

  it("is not named with its value, which may be a secret", () => {
    expect(() => transferable("password", `Marked-1${HALF}`)).toThrow(
      /^password has half of a character at position 9: remove it/,
    );
    expect(() => transferable("password", `Marked-1${HALF}`)).not.toThrow(/Marked/);
  });
});

describe("every other argument", () => {
  it.each<unknown>([
    undefined,
    null,
    true,
    1,
    "",
    "😀",
    { A: "a", B: ["b", { C: null }] },
    ...Object.getOwnPropertyNames(Object.prototype)
      .filter((name) => !["toString", "__proto__"].includes(name))
      .map(withName),
  ])("stays as it is: %j", (value) => {
    expect(transferable(PATH, value)).toEqual(value);
  });

  it("stays a secret where it is one", async () => {
    const value = transferable(PATH, pulumi.secret({ A: "a" }));
    expect(await pulumi.isSecret(value as pulumi.Output<unknown>)).toBe(true);
    expect(
      await pulumi.isSecret((transferable(PATH, { A: pulumi.secret("a") }) as { A: pulumi.Output<string> }).A),
    ).toBe(true);
  });

  // The SDK decides which names are lost: this fails when that changes.
  it.each(Object.getOwnPropertyNames(Object.prototype))(
    "the SDK carries the name %s, or it is refused",
    async (name) => {
      let carried: unknown;
      try {
        carried = await (
          pulumi.output(transferable(PATH, withName(name))) as unknown as { promise(): Promise<unknown> }
        ).promise();
      } catch (error) {
        expect(error).toBeInstanceOf(pulumi.RunError);
        return;
      }
      expect(Object.entries(carried as object)).toEqual([[name, "text"]]);
    },
  );
});
