import fc from "fast-check";

const codePoint = fc
  .integer({ min: 0, max: 0x10_ffff })
  .filter((value) => value < 0xd800 || value > 0xdfff)
  .map(
    (value) => String.fromCodePoint(value),
    (character) => {
      if (typeof character !== "string" || Array.from(character).length !== 1) {
        throw new Error("not a character");
      }
      return character.codePointAt(0) ?? 0;
    },
  );

/** Strings of any characters: what `unit: "binary"` generates, without the seconds that its first use takes. */
export function unicodeString(constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: codePoint });
}
