import { HIDDEN_CHARACTER, hexOf } from "../api/display";
import { MalformedXml } from "../api/errors";
import { MAX_ID_LENGTH } from "../api/payloads";
import { invalidXmlCharacter } from "../api/xml/characters";
import { MAX_NAME_LENGTH } from "../api/xml/wellFormed";
import { MASK } from "../secrets/forms";
import { declaredElements } from "./declaredElements";
import { UNKNOWN } from "./unknown";

/**
 * Checks a value. Returns what is wrong and what to write instead, as the end of a sentence; `undefined` for a valid
 * one.
 */
export type Rule = (value: unknown) => string | undefined;

/**
 * A string that is not empty, whose characters can all be seen, and that does not begin or end with a space: it is typed
 * into phones, dialled, or compared with a name on the PBX.
 *
 * @param quoting - what to do about a number or a boolean: a program in YAML lacks the quotes
 */
export function string(quoting = "put it in quotes"): Rule {
  const isPlain = plainString(quoting);
  return (value) => isPlain(value) ?? spaceProblem(value as string);
}

/** The same, but a space at an end is part of the value. */
export const visibleString = plainString("put it in quotes");

function plainString(quoting: string): Rule {
  return (value) => {
    if (typeof value !== "string") {
      return `must be a string, got ${typeName(value)}${quotable(value, quoting)}`;
    }
    return value === "" ? "must not be empty" : (forbiddenCharacter(value) ?? invisibleCharacter(value));
  };
}

/** What to do about a number or a boolean. */
function quotable(value: unknown, quoting: string): string {
  return typeof value === "number" || typeof value === "boolean" ? `: ${quoting}` : "";
}

function spaceProblem(value: string): string | undefined {
  if (value.trim() === "") {
    return "must not be only spaces";
  }
  if (value !== value.trim()) {
    return `${value.startsWith(" ") ? "begins" : "ends"} with a space: remove the space`;
  }
  return undefined;
}

/** What a message would have to escape, and the sign for a character that was lost. */
const INVISIBLE = new RegExp(`${HIDDEN_CHARACTER.source}|\uFFFD`, "u");

/** What people know by a name. */
const CHARACTER_NAMES: Readonly<Record<string, string>> = {
  "\t": "a tab",
  "\n": "a line break",
  "\r": "a line break",
  "\u00A0": "a no-break space",
  "\u200B": "a zero-width space",
  "\uFEFF": "a byte order mark",
  "\uFFFD": "a replacement for a character that was lost, as where a file is read in another encoding,",
};

function invisibleCharacter(value: string): string | undefined {
  const found = INVISIBLE.exec(value);
  if (found === null) {
    return undefined;
  }
  const [character] = found;
  const name = CHARACTER_NAMES[character] ?? "an invisible character";
  return `has ${name} (U+${hexOf(character.codePointAt(0) ?? 0)}) at position ${found.index + 1}: remove it`;
}

/** Names the first character that XML cannot carry. */
export function forbiddenCharacter(value: string): string | undefined {
  const found = invalidXmlCharacter(value);
  if (found === undefined) {
    return undefined;
  }
  return `has a character at position ${found.index + 1} that XML cannot carry (U+${hexOf(found.codePoint)}): remove it`;
}

/** The ID of an extension, which looks like a number but is a string. */
export function extensionId(value: unknown): string | undefined {
  const problem = isId(value);
  return problem === undefined && (value as string).length > MAX_ID_LENGTH
    ? `has ${(value as string).length} characters: at most ${MAX_ID_LENGTH} can be read back`
    : problem;
}

const isId = string("put it in quotes (leading zeros count: 0100 is not 100)");

export function boolean(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : `must be true or false, got ${typeName(value)}`;
}

/** Any string or finite number. */
export function version(value: unknown): string | undefined {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value))
    ? undefined
    : `must be a string or a number, got ${typeof value === "number" ? value : typeName(value)}`;
}

/** The type of a value, in words. */
export function typeName(value: unknown): string {
  if (Array.isArray(value)) {
    return "an array";
  }
  if (value === null) {
    return "null";
  }
  return (
    { string: "a string", number: "a number", boolean: "a boolean", object: "an object" }[typeof value as string] ??
    typeof value
  );
}

/** Why an element cannot be set by its name, as the end of a sentence; `undefined` where it can. */
type Refusal = (name: string) => string | undefined;

/** An object that maps names of elements of the PBX's ConfigXML to their text. */
export function elementTexts(refusal: Refusal): Rule {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return `must be an object that maps element names to strings, got ${typeName(value)}`;
    }
    const problems = Object.entries(value).flatMap(([name, content]) => {
      const problem = elementProblem(name, content, refusal);
      return problem === undefined ? [] : [`${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))} ${problem}`];
    });
    return problems.length === 0 ? undefined : problems.join("; ");
  };
}

function elementProblem(name: string, content: unknown, refusal: Refusal): string | undefined {
  if (!isElementName(name)) {
    return name.length > MAX_NAME_LENGTH
      ? `… is longer than the ${MAX_NAME_LENGTH} characters that can be read back`
      : "is not a valid name of an XML element";
  }
  const refused = refusal(name);
  if (refused !== undefined || content === UNKNOWN) {
    return refused;
  }
  if (content === MASK) {
    return `is ${MASK}, which \`pulumi-ozeki show\` prints in place of a secret: set the secret itself, or leave the element out`;
  }
  return typeof content === "string"
    ? forbiddenCharacter(content)
    : `must be a string, got ${typeName(content)}${quotable(content, "put it in quotes (in the configuration: pulumi config set --type string)")}`;
}

const isString = string();

/** Elements that are more than text, as XML, one after the other. */
export function xmlElements(refusal: Refusal): Rule {
  return (value) => {
    const problem = isString(value);
    if (problem !== undefined) {
      return problem;
    }
    if ((value as string).includes(MASK)) {
      return `has ${MASK} in it, which \`pulumi-ozeki show\` prints in place of a secret: set the secret itself (--show-passwords), or leave the element out`;
    }
    try {
      const names = [...declaredElements(value as string).keys()];
      if (names.length === 0) {
        return "has no element: leave it out";
      }
      if (names.includes("Config")) {
        return "has a Config: write only what is inside of it";
      }
      const refused = names.find((name) => refusal(name) !== undefined);
      return refused === undefined ? undefined : `${JSON.stringify(refused)} ${refusal(refused)}`;
    } catch (error) {
      if (error instanceof MalformedXml) {
        return `must be elements one after the other, as they are inside of <Config>, but ${error.message}`;
      }
      throw error;
    }
  };
}

// NCName of "Namespaces in XML 1.0": a name without a colon, for nothing declares a prefix in an element of `elements`.
// Left out are the few that the XML libraries underneath cannot read or write: characters beyond U+FFFF, and U+1680 and
// U+FEFF, which JavaScript takes for white space. Such an extension could be created and never be read again.
const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF\\u200C-\\u200D" +
  "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD";
const NC_NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*$`, "u");

/** Whether a string can be the name of an XML element. */
export function isElementName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && NC_NAME.test(name);
}
