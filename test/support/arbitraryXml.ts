import fc from "fast-check";
import type { XmlAttribute, XmlElement, XmlNode } from "../../provider/api/xml/element";
import { unicodeString } from "./unicodeString";

/** Names that break objects used as dictionaries, names that XML libraries use themselves, and ordinary ones. */
export const xmlName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "hasOwnProperty", "toString", "valueOf", "prototype", "length"),
  fc.constantFrom(
    "Config",
    "Password",
    "ID",
    "Code",
    "nil",
    "text",
    "cdata",
    "document",
    "xml",
    "é",
    "名前",
    "_",
    "x-1.y",
  ),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/),
);

const delicate = fc.constantFrom(
  ...["\r", "\n", "\t", "\r\n", " ", "   ", '"', "'", "&", "<", ">", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>"],
  ...["&amp;", "&lt;", "&#13;", "&#xA;", "&nbsp;", "&a;", "😀", "𝒳", "\u00A0", "\u0085", "\u2028", "\uFEFF", "\uFFFD"],
  ...["__proto__", "</Config>", "%26", "+", "{0}", "$&", "\\"],
);

/** Strings that XML 1.0 can carry, most of them made of what has a meaning in XML, or to a reader that is not careful. */
export const xmlText: fc.Arbitrary<string> = fc
  .array(fc.oneof(delicate, unicodeString({ maxLength: 3 })), { minLength: 1, maxLength: 6 })
  .map((parts) => withoutForbidden(parts.join("")))
  .filter((text) => text !== "");

const namespaceOfElement = fc.constantFrom(
  "",
  "",
  "",
  "urn:one",
  "urn:two",
  "urn:&lt;\"'",
  "http://www.w3.org/2001/XMLSchema",
);
const namespaceOfAttribute = fc.constantFrom(
  ...["", "", "", "urn:one", "urn:two", "urn:&lt;\"'"],
  "http://www.w3.org/2001/XMLSchema-instance",
  "http://www.w3.org/2001/XMLSchema-instance",
  "http://www.w3.org/XML/1998/namespace",
);

const xmlAttribute: fc.Arbitrary<XmlAttribute> = fc.record({
  namespace: namespaceOfAttribute,
  name: xmlName,
  value: fc.oneof(fc.constant(""), xmlText),
});

const xmlAttributes = fc.uniqueArray(xmlAttribute, {
  maxLength: 4,
  selector: ({ namespace, name }) => `${namespace} ${name}`,
});

/** Documents in the form that a reader returns: adjacent text is merged, and there is no layout between elements. */
export const xmlTree: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement }>((tie) => ({
  element: fc.record({
    namespace: namespaceOfElement,
    name: xmlName,
    attributes: xmlAttributes,
    children: fc
      .oneof(
        { maxDepth: 4 },
        fc.array<XmlNode>(xmlText, { maxLength: 1 }),
        fc.array<XmlNode>(fc.oneof(tie("element"), tie("element"), xmlText), { maxLength: 4 }),
      )
      .map(normalised),
  }),
})).element;

function withoutForbidden(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}

function normalised(nodes: readonly XmlNode[]): XmlNode[] {
  const merged: XmlNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (typeof node === "string" && typeof last === "string") {
      merged[merged.length - 1] = last + node;
    } else {
      merged.push(node);
    }
  }
  const isMixed = merged.some((node) => typeof node !== "string");
  return merged.filter((node) => !isMixed || typeof node !== "string" || /[^\t\n\r ]/.test(node));
}
