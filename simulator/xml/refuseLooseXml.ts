import { isXmlText } from "./isXmlText";
import { MalformedXml } from "./malformedXml";

const notMarkup = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;
const tag = /<(?:"[^"]*"|'[^']*'|[^'">])*>/g;
const reference = /&(?:(amp|lt|gt|quot|apos)|#([0-9]+)|#x([0-9a-fA-F]+))?;?/g;

/**
 * Refuses what @xmldom/xmldom lets pass although XML 1.0 does not: a bare `&`, references to characters that there
 * are not, such characters themselves, and `]]>` in a text.
 *
 * @throws MalformedXml
 */
export function refuseLooseXml(source: string): void {
  if (!isXmlText(source)) {
    throw new MalformedXml("a character that XML cannot carry");
  }
  const markup = source.replace(notMarkup, "");
  for (const [whole, named, decimal, hexadecimal] of markup.matchAll(reference)) {
    const codePoint = Number.parseInt(decimal ?? hexadecimal ?? "", decimal === undefined ? 16 : 10);
    const isCharacter = codePoint <= 0x10ffff && isXmlText(String.fromCodePoint(codePoint));
    if (!whole.endsWith(";") || (named === undefined && !isCharacter)) {
      throw new MalformedXml("an & that begins no reference");
    }
  }
  if (markup.replace(tag, "").includes("]]>")) {
    throw new MalformedXml("]]> in a text");
  }
}
