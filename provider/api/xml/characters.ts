// "Char" of XML 1.0: everything but most control characters, the surrogates and two non-characters.
const NOT_A_CHAR = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** A character that XML 1.0 cannot carry, not even as a reference. */
export interface InvalidXmlCharacter {
  /** Where it stands, in UTF-16 units from 0. */
  index: number;
  codePoint: number;
}

/**
 * Finds the first character that XML 1.0 cannot carry.
 *
 * @returns undefined where the whole text can stand in a document
 */
export function invalidXmlCharacter(text: string): InvalidXmlCharacter | undefined {
  const found = NOT_A_CHAR.exec(text);
  return found === null ? undefined : { index: found.index, codePoint: found[0].codePointAt(0) ?? 0 };
}
