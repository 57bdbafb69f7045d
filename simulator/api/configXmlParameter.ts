import { MalformedXml, parseXml } from "../xml/parseXml";
import type { XmlElement } from "../xml/xmlElement";
import { childNamed, textOf } from "../xml/xmlElement";

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The parameter ConfigXML, read once. */
export interface ConfigXmlParameter {
  /** `escaped` where `&` and `<` were HTML-escaped before the whole was URL-encoded, as in the vendor's sample. */
  readonly encoding: "plain" | "escaped";
  /** Undefined where it is not well-formed. */
  readonly root: XmlElement | undefined;
  /** The text of `<ID>`, where there is one. */
  readonly extensionId: string | undefined;
}

/** Reads a ConfigXML in whichever way it was sent. */
export function readConfigXml(text: string): ConfigXmlParameter {
  const encoding = text.trimStart().startsWith("&lt;") ? "escaped" : "plain";
  const root = parse(encoding === "plain" ? text : unescapeHtml(text));
  const id = root === undefined ? undefined : childNamed(root, "ID");
  return { encoding, root, extensionId: id === undefined ? undefined : textOf(id) };
}

function parse(text: string): XmlElement | undefined {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof MalformedXml) {
      return undefined;
    }
    throw error;
  }
}

/** Once, from left to right: what comes out is not looked at again. */
function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/g,
    (whole, name, decimal, hexadecimal) => {
      if (name !== undefined) {
        return named[name] ?? whole;
      }
      const codePoint = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
    },
  );
}
