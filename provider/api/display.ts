/**
 * Characters that do something, or show nothing: control characters, line ends, marks of the text direction, zero-width
 * characters, tags, half a surrogate pair, spaces that look like the usual one, and three symbols without a shape.
 */
export const HIDDEN_CHARACTER =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}]|(?! )\p{Zs}/u;
const HIDDEN_CHARACTERS = new RegExp(HIDDEN_CHARACTER, "gu");

/** Whether a string has a character that {@link escapeControlChars} escapes. */
export function hasHiddenChars(text: string): boolean {
  return HIDDEN_CHARACTER.test(text);
}

/** Replaces every hidden character of a string by what `write` returns for it. */
export function replaceHiddenChars(text: string, write: (character: string) => string): string {
  return text.replace(HIDDEN_CHARACTERS, write);
}

/**
 * Escapes a message to one line. Names from a program or a PBX may have line breaks, control characters and invisible
 * characters, which would split a message, move the cursor of a terminal, or make two names look the same. They become
 * `\\u000A`, as in JSON and JavaScript: two such escapes for a character beyond U+FFFF.
 */
export function escapeControlChars(message: string): string {
  return replaceHiddenChars(message, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hexOf(character.charCodeAt(at))}`).join(""),
  );
}

/** The number of a character as Unicode writes it: at least four digits. */
export function hexOf(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, "0");
}

const MAX_DISPLAYED_LENGTH = 200;

/**
 * The ID of an extension as a message shows it: on one line, with control characters escaped and a long ID cut off. One with a
 * space at an end is in quotes, so that it can be seen.
 */
export function displayId(extensionId: string): string {
  const escaped = escapeControlChars(extensionId);
  return cutOff(escaped === escaped.trim() ? escaped : `"${escaped}"`);
}

/** A value of the PBX as a table shows it: with control characters escaped, and cut off where it is long. */
export function displayValue(value: string): string {
  // Escaping makes nothing shorter: what is cut off first would not be shown either.
  return cutOff(escapeControlChars(value.slice(0, MAX_DISPLAYED_LENGTH + 1)));
}

/** A part of an escape, or of a character. */
const PART_AT_END = /(?:\\(?:u[\dA-F]{0,3})?|[\uD800-\uDBFF])$/;

function cutOff(escaped: string): string {
  return escaped.length > MAX_DISPLAYED_LENGTH
    ? `${escaped.slice(0, MAX_DISPLAYED_LENGTH).replace(PART_AT_END, "")}…`
    : escaped;
}
