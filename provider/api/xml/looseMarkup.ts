import { MalformedXml } from "../errors";

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const NAME = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const QNAME = `${NAME}(?::${NAME})?`;
const SPACE = "[\\t\\n\\r ]";

// Each is tried at one place and goes on from there. One pattern for a whole tag would go back over all its attributes
// where the end is wrong, and a tag may have many.
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
 * Refuses what the libraries pass over although XML 1.0 does not: tags with anything but a name and attributes in
 * them, two hyphens in a comment, processing instructions without a name or with that of the declaration.
 *
 * @param text - the document, in which every comment, CDATA section and instruction ends
 * @returns the document without its XML declaration
 * @throws MalformedXml
 */
export function refuseLooseMarkup(text: string): string {
  const body = text.replace(DECLARATION, "");
  for (let at = body.indexOf("<"); at !== -1; at = body.indexOf("<", at)) {
    at = endOfMarkup(body, at);
  }
  return body;
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
  for (let next = place; next !== undefined && text[at + 1] !== "/"; next = after(attribute, text, next)) {
    place = next;
  }
  place = place === undefined ? undefined : after(end, text, place);
  if (place === undefined || (text[at + 1] === "/" && text[place - 2] === "/")) {
    throw new MalformedXml("it is not well-formed, or was cut off");
  }
  return place;
}

/** The place behind a pattern that begins here. */
function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
