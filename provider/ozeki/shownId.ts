const LONGEST = 200;
// Line breaks and control characters, and those that turn the direction of what follows.
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * The ID of an extension as a message shows it: on one line, whatever it holds. XML carries line breaks and many control
 * characters, so an ID may have them; a message is one line.
 *
 * @returns the ID itself, as a rule; what cannot be shown as `\\u000A`, and a very long one cut off
 */
export function shownId(extensionId: string): string {
  const shown = extensionId.replace(UNSHOWABLE, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return `\\u${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}
