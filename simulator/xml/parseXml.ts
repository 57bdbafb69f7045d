import type { Attr, Element, Node } from "@xmldom/xmldom";
import { DOMParser } from "@xmldom/xmldom";
import type { XmlElement, XmlName } from "./xmlElement";
import { isXmlText } from "./xmlElement";

/** A string is not well-formed XML, or has a DOCTYPE. The message does not quote it: it may hold passwords. */
export class MalformedXml extends Error {
  override readonly name = "MalformedXml";
}

const notMarkup = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;
const tag = /<(?:"[^"]*"|'[^']*'|[^'">])*>/g;
const reference = /&(?:(amp|lt|gt|quot|apos)|#([0-9]+)|#x([0-9a-fA-F]+))?;?/g;

/**
 * Refuses what @xmldom/xmldom accepts although XML 1.0 does not: a bare `&`, invalid characters, references to them,
 * and `]]>` in text.
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
      throw new MalformedXml("an & that does not begin a reference");
    }
  }
  if (markup.replace(tag, "").includes("]]>")) {
    throw new MalformedXml("]]> in text");
  }
}

const XMLNS = "http://www.w3.org/2000/xmlns/";
const XML = "http://www.w3.org/XML/1998/namespace";
const MAX_DEPTH = 256;
const nodeType = { element: 1, text: 3, cdata: 4, doctype: 10 } as const;

const parser = new DOMParser({
  locator: false,
  // The default also changes U+0085 and U+2028 to line ends, as XML 1.1 does and XML 1.0 does not.
  normalizeLineEndings: (source) => source.replace(/\r\n?/g, "\n"),
  // Warnings too: unquoted attributes cause only a warning.
  onError: (level) => {
    throw new MalformedXml(level);
  },
});

/**
 * Reads a document.
 *
 * @throws MalformedXml where it is not well-formed, has a DOCTYPE, or is nested deeper than 256 elements
 */
export function parseXml(source: string): XmlElement {
  refuseLooseXml(source);
  const root = documentElement(source);
  if (root === null) {
    throw new MalformedXml("no element");
  }
  return read(root, 1, false);
}

function documentElement(source: string): Element | null {
  let found: ReturnType<typeof parser.parseFromString>;
  try {
    found = parser.parseFromString(source, "application/xml");
  } catch {
    // The library's message quotes the source.
    throw new MalformedXml("not well-formed");
  }
  if (childrenOf(found).some((node) => node.nodeType === nodeType.doctype)) {
    throw new MalformedXml("a DOCTYPE");
  }
  return found.documentElement;
}

function read(source: Element, depth: number, keepsSpace: boolean): XmlElement {
  if (depth > MAX_DEPTH) {
    throw new MalformedXml("nested too deep");
  }
  const attributes: Attr[] = [...source.attributes];
  const space = source.getAttributeNS(XML, "space");
  const preserves = space === null || space === "" ? keepsSpace : space === "preserve";
  return {
    name: nameOf(source),
    declarations: attributes
      .filter((attribute) => attribute.namespaceURI === XMLNS)
      .map((attribute) => ({
        prefix: attribute.name === "xmlns" ? "" : (attribute.localName ?? ""),
        namespace: attribute.value,
      })),
    attributes: attributes
      .filter((attribute) => attribute.namespaceURI !== XMLNS)
      .map((attribute) => ({ name: nameOf(attribute), value: attribute.value })),
    children: readChildren(source, depth, preserves),
  };
}

function readChildren(source: Element, depth: number, keepsSpace: boolean): (XmlElement | string)[] {
  const children: (XmlElement | string)[] = [];
  for (const node of childrenOf(source)) {
    if (node.nodeType === nodeType.element) {
      children.push(read(node as Element, depth + 1, keepsSpace));
    } else if (node.nodeType === nodeType.text || node.nodeType === nodeType.cdata) {
      const before = children.at(-1);
      const text = node.nodeValue ?? "";
      // Text around a comment or a CDATA section is one text.
      typeof before === "string" ? children.splice(-1, 1, before + text) : children.push(text);
    }
  }
  const hasElements = children.some((child) => typeof child !== "string");
  const hasText = children.some((child) => typeof child === "string" && /[^ \t\r\n]/.test(child));
  // Spaces between elements are layout; spaces alone are text.
  const isLayout = hasElements && !hasText && !keepsSpace;
  return children.filter((child) => (typeof child === "string" ? child !== "" && !isLayout : true));
}

function childrenOf(parent: Node): Node[] {
  return [...parent.childNodes];
}

function nameOf(node: Element | Attr): XmlName {
  return { local: node.localName ?? node.nodeName, prefix: node.prefix ?? "", namespace: node.namespaceURI ?? "" };
}
