/** Control characters, line ends, characters that have no shape of their own, and spaces that look like the usual one. */
const HIDDEN_CHARACTERS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}]|(?! )\p{Zs}/gu;

const MAX_LENGTH = 64;

/** A string of a request or an extension for people to read: hidden characters become `\\u202E`, as in JSON. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN_CHARACTERS, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`,
    ).join(""),
  );
}

/** The visible text of a string, of which no more than the beginning is shown. */
export function shortened(text: string): string {
  return visibleText(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}
