import { invalidXmlCharacter } from "../../ozeki/invalidXmlCharacter";
import { typeName } from "./wordFor";

/** Holds a value against what is allowed: says what is wrong and what to write instead, or nothing. */
export type Rule = (value: unknown) => string | undefined;

/**
 * A text that XML can carry, and that is not empty.
 *
 * @param how.ifNumber - what to write instead of a number
 */
export function text(how: { ifNumber?: (value: number) => string } = {}): Rule {
  return (value) => {
    if (typeof value === "number" && how.ifNumber !== undefined) {
      return `is a number: ${how.ifNumber(value)}`;
    }
    if (typeof value !== "string") {
      return `must be a text, not ${typeName(value)}`;
    }
    return value === "" ? "must not be empty" : forbiddenCharacter(value);
  };
}

/** Names the first character that XML cannot carry. */
export function forbiddenCharacter(value: string): string | undefined {
  const found = invalidXmlCharacter(value);
  if (found === undefined) {
    return undefined;
  }
  const codePoint = found.codePoint.toString(16).toUpperCase().padStart(4, "0");
  return `has a character at position ${found.index + 1} that XML cannot carry (U+${codePoint}): take it out`;
}
