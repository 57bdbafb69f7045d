// Line breaks and control characters, and those that turn the direction of what follows.
const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A message as one line. Names that a program or a PBX gives may hold line breaks and control characters, which would
 * break a message apart, or move the cursor of a terminal. They are shown as `\\u000A`.
 */
export function escapeControlChars(message: string): string {
  return message.replace(CONTROL_CHARACTERS, (character) => {
    return `\\u${hexOf(character.codePointAt(0) ?? 0)}`;
  });
}

/** The number of a character as Unicode writes it: at least four digits. */
export function hexOf(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, "0");
}

const MAX_DISPLAYED_ID_LENGTH = 200;

/**
 * The ID of an extension as a message shows it: on one line, whatever it holds. XML carries line breaks and many control
 * characters, so an ID may have them.
 *
 * @returns the ID itself, as a rule; what cannot be shown as `\\u000A`, and a very long one cut off
 */
export function displayId(extensionId: string): string {
  const shown = escapeControlChars(extensionId);
  return shown.length > MAX_DISPLAYED_ID_LENGTH ? `${shown.slice(0, MAX_DISPLAYED_ID_LENGTH)}…` : shown;
}
