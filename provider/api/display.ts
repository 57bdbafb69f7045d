// Line breaks, control characters, and characters that change the text direction.
const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * Escapes a message to one line. Names from a program or a PBX may have line breaks and control characters, which would
 * split a message or move the cursor of a terminal. They become `\\u000A`.
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
 * The ID of an extension as a message shows it: on one line, with control characters escaped and a long ID cut off.
 */
export function displayId(extensionId: string): string {
  const shown = escapeControlChars(extensionId);
  return shown.length > MAX_DISPLAYED_ID_LENGTH ? `${shown.slice(0, MAX_DISPLAYED_ID_LENGTH)}…` : shown;
}
