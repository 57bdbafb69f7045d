import type { InvalidXmlCharacter } from "../errors";
import { MalformedXml } from "../errors";

// "Char" of XML 1.0: no surrogates, no two non-characters, and few control characters.
const NOT_A_CHAR = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Finds the first character that XML 1.0 cannot carry.
 *
 * @returns undefined where XML can carry the whole string
 */
export function invalidXmlCharacter(text: string): InvalidXmlCharacter | undefined {
  const found = NOT_A_CHAR.exec(text);
  return found === null ? undefined : { index: found.index, codePoint: found[0].codePointAt(0) ?? 0 };
}

const REFERENCE = /&(?:#x0*([0-9A-Fa-f]{1,6});|#0*([0-9]{1,7});|(amp|lt|gt|quot|apos);)?/g;

/** The longest reference, with some leading zeros. One with more is refused where it is cut. */
const MAX_REFERENCE_LENGTH = 1_000;

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const LAST_CODE_POINT = 0x10ffff;

/**
 * Replaces character references and XML's five named references by their characters.
 *
 * @throws MalformedXml for any other name, a single ampersand, or a reference to a character that XML cannot carry
 */
export function decodeReferences(text: string): string {
  const first = text.indexOf("&");
  return first === -1 ? text : inPieces(text, first, decodePiece);
}

/** How much text is decoded at once. What `replace` keeps of a piece takes many times its size. */
const PIECE_LENGTH = 65_536;

/** Works on text in pieces, none of which ends within a reference. */
function inPieces(text: string, first: number, work: (piece: string) => string): string {
  const pieces = [text.slice(0, first)];
  for (let from = first; from < text.length; ) {
    let to = Math.min(text.length, from + PIECE_LENGTH);
    const lastReference = text.lastIndexOf("&", to - 1);
    if (to < text.length && lastReference > from && to - lastReference < MAX_REFERENCE_LENGTH) {
      to = lastReference;
    }
    pieces.push(work(text.slice(from, to)));
    from = to;
  }
  return pieces.join("");
}

function decodePiece(piece: string): string {
  return piece.replace(REFERENCE, (_, hexadecimal?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      return NAMED[name] ?? "";
    }
    const digits = hexadecimal ?? decimal;
    if (digits === undefined) {
      throw new MalformedXml("it refers to an entity that XML does not know, or has a single ampersand");
    }
    const codePoint = Number.parseInt(digits, hexadecimal === undefined ? 10 : 16);
    const character = codePoint <= LAST_CODE_POINT ? String.fromCodePoint(codePoint) : "";
    if (character === "" || invalidXmlCharacter(character) !== undefined) {
      throw new MalformedXml("it refers to a character that XML cannot carry");
    }
    return character;
  });
}
