// With the `u` flag, half a surrogate pair matches the surrogates' range and a whole pair does not.
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Whether XML 1.0 can carry every character of a string. */
export function isXmlText(text: string): boolean {
  return !forbidden.test(text);
}

/** An XML name. Prefixes are kept, because values such as that of `xsi:type` refer to them. */
export interface XmlName {
  readonly local: string;
  /** Empty where the name has none. */
  readonly prefix: string;
  /** Empty where the name is in no namespace. */
  readonly namespace: string;
}

/** An attribute that declares no namespace. */
export interface XmlAttribute {
  readonly name: XmlName;
  readonly value: string;
}

/** A namespace declaration: `xmlns:prefix="namespace"`, or `xmlns="namespace"` where the prefix is empty. */
export interface XmlDeclaration {
  readonly prefix: string;
  readonly namespace: string;
}

/** An element with its content, except comments, processing instructions and layout. Never changed in place. */
export interface XmlElement {
  readonly name: XmlName;
  readonly declarations: readonly XmlDeclaration[];
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
}

/** A name without prefix and namespace. */
export function plainName(local: string): XmlName {
  return { local, prefix: "", namespace: "" };
}

/** An element in no namespace. */
export function element(
  local: string,
  children: readonly (XmlElement | string)[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return {
    name: plainName(local),
    declarations: [],
    attributes: Object.entries(attributes).map(([name, value]) => ({ name: plainName(name), value })),
    children: children.filter((child) => child !== ""),
  };
}

/** The child elements, without the text between them. */
export function childElements(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child) => typeof child !== "string");
}

/** The first child element with a name in no namespace. */
export function childNamed(parent: XmlElement, local: string): XmlElement | undefined {
  return childElements(parent).find((child) => isPlain(child, local));
}

/** Whether an element has this name, in no namespace. */
export function isPlain(candidate: XmlElement, local: string): boolean {
  return candidate.name.local === local && candidate.name.namespace === "";
}

/** All text in an element and below it. */
export function textOf(parent: XmlElement): string {
  return parent.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

/** The value of an attribute that is in no namespace. */
export function attributeNamed(owner: XmlElement, local: string): string | undefined {
  return owner.attributes.find(({ name }) => name.local === local && name.namespace === "")?.value;
}
