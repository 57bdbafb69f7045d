import { MalformedXml } from "../errors";
import { invalidXmlCharacter } from "./characters";

/** How much a document may have: each element and each attribute takes a hundred times its characters in memory. */
export interface XmlLimits {
  /** How many elements, comments, sections and instructions. */
  readonly elements: number;
  /** How many attributes in the whole document. */
  readonly attributes: number;
  /** How many characters from the beginning of one tag to that of the next, in UTF-16 units. */
  readonly run: number;
}

/** The limits of a document about one extension. Written again, a character of a reply may be a reference of six. */
export const singleLimits: XmlLimits = { elements: 6_000, attributes: 12_000, run: 6 * 262_144 };

/** How many attributes an element may have: the writer of the library compares each with all others. */
export const MAX_ATTRIBUTES_OF_ELEMENT = 1_000;

/** How long the name of an element or an attribute may be, in UTF-16 units. */
export const MAX_NAME_LENGTH = 1_000;

/** How long a namespace may be, in UTF-16 units: a document declares it once, and what is written has it in thousands of elements. */
export const MAX_NAMESPACE_LENGTH = 250;

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const QNAME = `${NAME}(?::${NAME})?`;
const SPACE = "[\\t\\n\\r ]";

// Each pattern starts at one place and continues from there. One pattern for a whole tag would backtrack over all its
// attributes where the end is wrong, and a tag may have many.
const begin = new RegExp(`</?${QNAME}`, "uy");
const attribute = new RegExp(`${SPACE}+${QNAME}${SPACE}*=${SPACE}*(?:"[^<"]*"|'[^<']*')`, "uy");
const end = new RegExp(`${SPACE}*/?>`, "uy");
const instruction = new RegExp(`<\\?(${NAME})(?:\\?>|${SPACE})`, "uy");

const DECLARATION = new RegExp(
  `^<\\?xml${SPACE}+version${SPACE}*=${SPACE}*(?:"1\\.[0-9]+"|'1\\.[0-9]+')` +
    `(?:${SPACE}+encoding${SPACE}*=${SPACE}*(?:"[A-Za-z][\\w.-]*"|'[A-Za-z][\\w.-]*'))?` +
    `(?:${SPACE}+standalone${SPACE}*=${SPACE}*(?:"(?:yes|no)"|'(?:yes|no)'))?${SPACE}*\\?>`,
);

/**
 * Refuses what the libraries accept although XML 1.0 does not: declarations that define entities, characters that XML
 * cannot carry, tags with anything but a name and attributes, two hyphens in a comment, and processing instructions
 * without a name or named like the declaration. It also refuses what would take too much memory.
 *
 * @returns the document without its XML declaration
 * @throws MalformedXml
 */
export function assertWellFormed(text: string, limits: XmlLimits): string {
  assertNoDeclarations(text);
  assertLimits(text, limits);
  assertRunLengths(text, limits);
  if (invalidXmlCharacter(text) !== undefined) {
    throw new MalformedXml("it has a character that XML cannot carry");
  }
  const body = text.replace(DECLARATION, "");
  assertStrictMarkup(body);
  return body;
}

/**
 * Both the validator and the parser ignore declarations of any kind anywhere. What begins with `<!` must be a comment
 * or a CDATA section.
 */
function assertNoDeclarations(text: string): void {
  const skipped = [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const;
  for (let at = nextMarkup(text, 0); at !== -1; at = nextMarkup(text, at)) {
    const [opening, closing] = skipped.find(([start]) => text.startsWith(start, at)) ?? [];
    if (opening === undefined) {
      throw new MalformedXml("it has a DOCTYPE or another declaration, which may define entities");
    }
    const end = text.indexOf(closing, at + opening.length);
    if (end === -1) {
      throw new MalformedXml("it was cut off");
    }
    at = end + closing.length;
  }
}

/**
 * The libraries split a tag into all its words at once, and build text character by character: one that fills a large reply takes
 * hundreds of megabytes.
 */
function assertRunLengths(text: string, { run }: XmlLimits): void {
  for (let from = 0; from !== -1; ) {
    const next = text.indexOf("<", from + 1);
    if ((next === -1 ? text.length : next) - from > run) {
      throw new MalformedXml(`it has more than ${run} characters from one tag to the next`);
    }
    from = next;
  }
}

function nextMarkup(text: string, from: number): number {
  for (let at = text.indexOf("<", from); at !== -1; at = text.indexOf("<", at + 1)) {
    if (text[at + 1] === "!" || text[at + 1] === "?") {
      return at;
    }
  }
  return -1;
}

function assertLimits(text: string, { elements, attributes }: XmlLimits): void {
  if (count(text, /<[^/]/g) > elements || count(text, /=\s*["']/g) > attributes) {
    throw new MalformedXml(`it has more than ${elements} elements or ${attributes} attributes`);
  }
}

function count(text: string, part: RegExp): number {
  let found = 0;
  while (part.test(text)) {
    found++;
  }
  return found;
}

/** @param text - the document, in which every comment, CDATA section and instruction ends */
function assertStrictMarkup(text: string): void {
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at)) {
    at = endOfMarkup(text, at);
  }
}

function endOfMarkup(text: string, at: number): number {
  switch (text[at + 1]) {
    case "!":
      return text.startsWith("<!--", at) ? endOfComment(text, at) : text.indexOf("]]>", at) + "]]>".length;
    case "?":
      return endOfInstruction(text, at);
    default:
      return endOfTag(text, at);
  }
}

function endOfComment(text: string, at: number): number {
  const hyphens = text.indexOf("--", at + "<!--".length);
  if (text[hyphens + 2] !== ">") {
    throw new MalformedXml("it has two hyphens inside of a comment");
  }
  return hyphens + "-->".length;
}

function endOfInstruction(text: string, at: number): number {
  instruction.lastIndex = at;
  const target = instruction.exec(text)?.[1];
  if (target === undefined || target.toLowerCase() === "xml") {
    throw new MalformedXml("it has a processing instruction that XML does not allow");
  }
  return text.indexOf("?>", at + "<?".length) + "?>".length;
}

function endOfTag(text: string, at: number): number {
  let place = after(begin, text, at);
  assertNameLength(at, place);
  let attributes = 0;
  for (let next = nextAttribute(text, at, place); next !== undefined; next = nextAttribute(text, at, next)) {
    // The equals sign is one of the attribute that was just matched.
    assertNameLength(place as number, text.indexOf("=", place));
    place = next;
    attributes += 1;
  }
  if (attributes > MAX_ATTRIBUTES_OF_ELEMENT) {
    throw new MalformedXml(`it has an element with more than ${MAX_ATTRIBUTES_OF_ELEMENT} attributes`);
  }
  place = place === undefined ? undefined : after(end, text, place);
  if (place === undefined || (text[at + 1] === "/" && text[place - 2] === "/")) {
    throw new MalformedXml("it is not well-formed, or was cut off");
  }
  return place;
}

/** The end of the attribute that begins at a place, in the tag that begins at `at`. */
function nextAttribute(text: string, at: number, place: number | undefined): number | undefined {
  return place === undefined || text[at + 1] === "/" ? undefined : after(attribute, text, place);
}

function assertNameLength(begin: number, end = begin): void {
  if (end - begin > MAX_NAME_LENGTH) {
    throw new MalformedXml(`it has a name of more than ${MAX_NAME_LENGTH} characters`);
  }
}

/** The end of a pattern that begins at a place. */
function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
