/** Control characters, line ends, and characters that have no shape of their own. */
const HIDDEN_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A string of a request or an extension for people to read: hidden characters become `\\u202E`, as in JSON. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN_CHARACTERS, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`,
    ).join(""),
  );
}
