import { XMLParser, XMLValidator } from "fast-xml-parser";
import { MalformedXml } from "../errors";
import { decodeReferences } from "./characters";
import type { XmlAttribute, XmlElement, XmlNode } from "./element";
import { isElement } from "./element";
import { assertWellFormed, MAX_NAMESPACE_LENGTH, singleLimits } from "./wellFormed";

/** How deep elements may be nested. Documented replies are four deep. */
export const MAX_DEPTH = 64;

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

// The library protects its objects: it renames or refuses names such as `constructor` and `__proto__`. A mark before
// every name avoids that. No XML name starts with it.
const MARK = "=";
const ATTRIBUTES = ":@";
const TEXT = "#text";
const CDATA = "#cdata";
const WRAPPER = "document";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: MARK,
  // The library calls this twice for an element without content.
  transformTagName: (name) => (name.startsWith(MARK) ? name : MARK + name),
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: CDATA,
  // The wrapper of parseXml is one level.
  maxNestedTags: MAX_DEPTH + 1,
});

const LAYOUT = /^[\t\n\r ]*$/;

/** The declarations of an element without attributes. */
const NOTHING: ReadonlyMap<string, string> = new Map();

type RawNode = Record<string, unknown>;

/**
 * The namespace prefixes that an element declares, and those of the elements around it. They are not copied from
 * element to element: a reply may declare many, and have many elements.
 */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer?: Scope;
  /** How many elements are around this one. */
  readonly depth: number;
}

/**
 * Reads an XML document. All of it is checked before anything is returned.
 *
 * @param text - the document, without a byte order mark
 * @returns its root element
 * @throws MalformedXml where it is not well-formed, has a DOCTYPE, or is deeper or larger than the limits allow
 */
export function parseXml(text: string, limits = singleLimits): XmlElement {
  // Both the validator and the parser ignore what follows an empty root element, but not inside another one.
  const wrapped = `<${WRAPPER}>${assertWellFormed(text, limits)}</${WRAPPER}>`;
  // The parser alone accepts a document without its closing tags.
  if (XMLValidator.validate(wrapped) !== true) {
    throw new MalformedXml("it is not well-formed, or was cut off");
  }
  return rootOf(parse(wrapped));
}

/**
 * Reads a sequence of elements, as they are inside of a `<Config>`.
 *
 * @throws MalformedXml where they are not well-formed, or there is text between them
 */
export function readElements(xml: string): XmlElement[] {
  if (/^\s*<\?xml\b/.test(xml)) {
    throw new MalformedXml("it begins with an XML declaration");
  }
  const { children } = parseXml(`<Config>${xml}</Config>`);
  if (children.some((child) => !isElement(child) && child.trim() !== "")) {
    throw new MalformedXml("it has text outside of an element");
  }
  return children.filter(isElement);
}

function parse(text: string): RawNode[] {
  try {
    return parser.parse(text) as RawNode[];
  } catch {
    // The library's own message quotes the text.
    throw new MalformedXml(`it is not well-formed, or is nested deeper than ${MAX_DEPTH} elements`);
  }
}

function rootOf(wrapped: readonly RawNode[]): XmlElement {
  const [wrapper, ...beyond] = toNodes(wrapped, { declared: new Map([["xml", XML_NAMESPACE]]), depth: 0 });
  const [root, ...others] = typeof wrapper === "object" ? wrapper.children : [];
  if (typeof root !== "object" || others.length > 0 || beyond.length > 0 || hasTextBesideRoot(wrapped)) {
    throw new MalformedXml("it does not consist of one root element");
  }
  return root;
}

/** A CDATA section and a reference are text, even empty ones. */
function hasTextBesideRoot([wrapper]: readonly RawNode[]): boolean {
  const beside = wrapper?.[`${MARK}${WRAPPER}`] as RawNode[] | undefined;
  return beside?.some((node) => CDATA in node || (TEXT in node && !LAYOUT.test(String(node[TEXT])))) ?? false;
}

function toNode(raw: RawNode, outer: Scope): XmlNode | undefined {
  const text = raw[TEXT];
  if (text !== undefined) {
    const written = String(text);
    if (written.includes("]]>")) {
      throw new MalformedXml("it has ]]> outside of a CDATA section");
    }
    return decodeReferences(written);
  }
  const cdata = raw[CDATA];
  if (cdata !== undefined) {
    return (cdata as RawNode[]).map((part) => String(part[TEXT])).join("");
  }
  for (const key in raw) {
    if (key.startsWith(MARK)) {
      return toElement(key, raw, outer);
    }
  }
  return undefined;
}

function toNodes(raw: readonly RawNode[], scope: Scope): XmlNode[] {
  return raw.map((node) => toNode(node, scope)).filter((node) => node !== undefined);
}

function toElement(tag: string, raw: RawNode, outer: Scope): XmlElement {
  // The library's own limit ignores elements without content. The wrapper counts as one element.
  if (outer.depth > MAX_DEPTH) {
    throw new MalformedXml(`it is nested deeper than ${MAX_DEPTH} elements`);
  }
  const qualifiedName = tag.slice(MARK.length);
  const children = raw[tag] as RawNode[];
  const written = raw[ATTRIBUTES] as Record<string, string> | undefined;
  // Most elements by far have no attribute, and a list has thousands of them.
  return written === undefined
    ? elementOf(qualifiedName, { declared: NOTHING, outer, depth: outer.depth + 1 }, [], children)
    : attributedElement(qualifiedName, written, children, outer);
}

function attributedElement(
  qualifiedName: string,
  written: Record<string, string>,
  children: readonly RawNode[],
  outer: Scope,
): XmlElement {
  const declared = new Map<string, string>();
  const scope: Scope = { declared, outer, depth: outer.depth + 1 };
  const attributes: (readonly [name: string, value: string])[] = [];
  for (const [marked, rawValue] of Object.entries(written)) {
    const name = marked.slice(MARK.length);
    const value = attributeValue(rawValue);
    if (name === "xmlns") {
      declared.set("", declarable("", value));
    } else if (name.startsWith("xmlns:")) {
      const prefix = name.slice("xmlns:".length);
      declared.set(prefix, declarable(prefix, value));
    } else {
      attributes.push([name, value]);
    }
  }
  const resolved = attributes.map(([name, value]) => ({ ...resolve(name, scope, ""), value }));
  return elementOf(qualifiedName, scope, assertUniqueNames(resolved), children);
}

function elementOf(
  qualifiedName: string,
  scope: Scope,
  attributes: readonly XmlAttribute[],
  children: readonly RawNode[],
): XmlElement {
  // Listed one by one: copying with `...` into a new object takes many times as long.
  const { namespace, name } = resolve(qualifiedName, scope, namespaceOf("", scope) ?? "");
  return { namespace, name, attributes, children: withoutLayout(toNodes(children, scope)) };
}

/** The namespace, if it may be declared for this prefix: two prefixes and their namespaces belong to XML itself. */
function declarable(prefix: string, namespace: string): string {
  const isReserved = prefix === "xmlns" || namespace === XMLNS_NAMESPACE;
  if (isReserved || (prefix === "xml") !== (namespace === XML_NAMESPACE) || (prefix !== "" && namespace === "")) {
    throw new MalformedXml("it declares a namespace prefix in a way that XML does not allow");
  }
  if (namespace.length > MAX_NAMESPACE_LENGTH) {
    throw new MalformedXml(`it has a namespace of more than ${MAX_NAMESPACE_LENGTH} characters`);
  }
  return namespace;
}

function resolve(qualifiedName: string, scope: Scope, unprefixed: string): { namespace: string; name: string } {
  const colon = qualifiedName.indexOf(":");
  const name = qualifiedName.slice(colon + 1);
  if (name.includes(":") || name === "" || colon === 0) {
    throw new MalformedXml("it has a name with more than one colon");
  }
  const namespace = colon === -1 ? unprefixed : namespaceOf(qualifiedName.slice(0, colon), scope);
  if (namespace === undefined) {
    throw new MalformedXml("it uses a namespace prefix that it does not declare");
  }
  return { namespace, name };
}

function namespaceOf(prefix: string, scope: Scope): string | undefined {
  for (let around: Scope | undefined = scope; around !== undefined; around = around.outer) {
    const namespace = around.declared.get(prefix);
    if (namespace !== undefined) {
      return namespace;
    }
  }
  return undefined;
}

/** The validator compares written names: with two prefixes of one namespace it misses a duplicate attribute. */
function assertUniqueNames(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  const names = new Set(attributes.map(({ namespace, name }) => `${namespace}\n${name}`));
  if (names.size < attributes.length) {
    throw new MalformedXml("it has an attribute twice");
  }
  return attributes;
}

function attributeValue(written: string): string {
  // XML reads a written line end or tab as a space, but not a reference to one.
  return decodeReferences(written.replace(/[\t\n\r]/g, " "));
}

/** Joins adjacent text, and drops white space between elements, which is layout. */
function withoutLayout(nodes: XmlNode[]): XmlNode[] {
  if (nodes.length === 1 && nodes[0] !== "") {
    return nodes;
  }
  const merged: XmlNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (typeof node === "string" && typeof last === "string") {
      merged[merged.length - 1] = last + node;
    } else if (node !== "") {
      merged.push(node);
    }
  }
  const hasElements = merged.some((node) => typeof node !== "string");
  return hasElements ? merged.filter((node) => typeof node !== "string" || !LAYOUT.test(node)) : merged;
}
