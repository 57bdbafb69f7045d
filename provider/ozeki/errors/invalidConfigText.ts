import type { InvalidXmlCharacter } from "../invalidXmlCharacter";

/** A text for ConfigXML has a character that XML cannot carry. Nothing was sent. */
export class InvalidConfigText extends Error {
  constructor(
    /** The element that was to hold it. */
    readonly element: string,
    readonly character: InvalidXmlCharacter,
  ) {
    const codePoint = character.codePoint.toString(16).toUpperCase().padStart(4, "0");
    super(
      `The text for the element ${element} has a character at position ${character.index + 1} that XML cannot carry (U+${codePoint}). ` +
        "Nothing was sent; take the character out.",
    );
    this.name = "InvalidConfigText";
  }
}
