const CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A message as one line. Names that a program or a PBX gives may hold line breaks and control characters, which would
 * break a message apart, or move the cursor of a terminal.
 */
export function oneLine(message: string): string {
  return message.replace(
    CONTROL,
    (character) => SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
