// Line breaks and control characters, and those that turn the direction of what follows.
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A message as one line. Names that a program or a PBX gives may hold line breaks and control characters, which would
 * break a message apart, or move the cursor of a terminal. They are shown as `\\u000A`.
 */
export function oneLine(message: string): string {
  return message.replace(UNSHOWABLE, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return `\\u${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}
