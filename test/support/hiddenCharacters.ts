import fc from "fast-check";
import { unicodeString } from "./unicodeString";

/** Hidden characters, one of each kind. */
export const HIDDEN = {
  "a C1 control character": "\u009b",
  "the delete character": "\u007f",
  "a line separator": "\u2028",
  "a paragraph separator": "\u2029",
  "an override of the direction": "\u202e",
  "an isolate of the direction": "\u2066",
  "a mark of the direction": "\u061c",
  "a zero-width space": "\u200b",
  "a zero-width joiner": "\u200d",
  "a word joiner": "\u2060",
  "a byte order mark": "\ufeff",
  "a soft hyphen": "\u00ad",
  "a filler that is a letter": "\u3164",
  "a variation selector": "\ufe0f",
  "a combining grapheme joiner": "\u034f",
  "an interlinear annotation": "\ufff9",
  "a tag": "\u{e0041}",
  "a variation selector beyond U+FFFF": "\u{e0100}",
  "a no-break space": "\u00a0",
  "a narrow no-break space": "\u202f",
  "an ideographic space": "\u3000",
  "a blank of Braille": "\u2800",
  "a replaced object": "\ufffc",
  "a note without a head": "\u{1d159}",
} as const;

/** What no output may have, but for its line ends. Written apart from what is tested. */
export function isHidden(character: string): boolean {
  return (
    character !== "\n" &&
    (/^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}]$/u.test(
      character,
    ) ||
      (character !== " " && /^\p{Zs}$/u.test(character)) ||
      /^[\ud800-\udfff]$/.test(character))
  );
}

/** The hidden characters in a string, by their numbers. */
export function hiddenIn(text: string): string[] {
  return [...text].filter(isHidden).map((character) => (character.codePointAt(0) ?? 0).toString(16));
}

/** Strings of any characters that XML can hold, with many hidden ones among them. */
export function xmlString(): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(unicodeString({ maxLength: 3 }), fc.constantFrom(...Object.values(HIDDEN), "\\", '"', "\\u202E")), {
      maxLength: 6,
    })
    .map((parts) => parts.join("").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ""));
}
