import type { ConfigXml } from "../api";
import type { XmlElement } from "../api/xml/element";
import { elementsByName, isSameElement } from "../api/xml/element";

// The XML libraries are loaded when a program has such elements: most have none, and check and diff must start fast.
function readElements(xml: string): XmlElement[] {
  return (require("../api/xml/parse") as typeof import("../api/xml/parse")).readElements(xml);
}

/** Writes elements as the property `xml` takes them. */
export function writeElements(elements: readonly XmlElement[]): string {
  return (require("../api/xml/write") as typeof import("../api/xml/write")).writeElements(elements);
}

/** The elements that a program declares as XML, by name. */
export type DeclaredElements = ReadonlyMap<string, readonly XmlElement[]>;

/**
 * Reads the property `xml`.
 *
 * @throws MalformedXml where it is not a sequence of elements
 */
export function declaredElements(xml: string | undefined): DeclaredElements {
  return elementsByName(xml === undefined ? [] : readElements(xml));
}

/**
 * Whether two values of the property `xml` declare the same. Layout and the order of different elements do not count.
 */
export function isSameXml(one: string | undefined, other: string | undefined): boolean {
  if (one === other) {
    return true;
  }
  const some = declaredElements(one);
  const others = declaredElements(other);
  return some.size === others.size && [...some].every(([name, elements]) => areSame(elements, others.get(name) ?? []));
}

/** Whether the elements with a name on the PBX are exactly the declared ones. */
export function isInPlace(found: ConfigXml, name: string, elements: readonly XmlElement[]): boolean {
  return areSame(found.elements(name), elements);
}

/**
 * The property `xml` as the PBX holds it: the declared value where it means the same, else the PBX's elements with the
 * declared names. For a name that the PBX does not have there is an empty element, so that it stays declared.
 */
export function presentXml(found: ConfigXml, declared: string): string {
  const present = [...declaredElements(declared)].map(([name, elements]) => {
    const there = found.elements(name);
    return { elements, there: there.length === 0 ? [emptyElement(name)] : there };
  });
  return present.every(({ elements, there }) => areSame(elements, there))
    ? declared
    : writeElements(present.flatMap(({ there }) => there));
}

function areSame(some: readonly XmlElement[], others: readonly XmlElement[]): boolean {
  return (
    some.length === others.length &&
    some.every((element, at) => {
      const other = others[at];
      return other !== undefined && isSameElement(element, other);
    })
  );
}

function emptyElement(name: string): XmlElement {
  return { namespace: "", name, attributes: [], children: [] };
}
