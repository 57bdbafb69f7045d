import type { XmlElement, XmlNode } from "./xml/element";
import { isElement } from "./xml/element";

/** Whether two elements say the same. The order of attributes does not count, that of elements does. */
export function isSameElement(one: XmlElement, other: XmlElement): boolean {
  return (
    one.name === other.name &&
    one.namespace === other.namespace &&
    haveSameAttributes(one, other) &&
    areSameNodes(one.children, other.children)
  );
}

function haveSameAttributes({ attributes }: XmlElement, other: XmlElement): boolean {
  return (
    attributes.length === other.attributes.length &&
    attributes.every(({ namespace, name, value }) =>
      other.attributes.some(
        (candidate) => candidate.name === name && candidate.namespace === namespace && candidate.value === value,
      ),
    )
  );
}

function areSameNodes(some: readonly XmlNode[], others: readonly XmlNode[]): boolean {
  return (
    some.length === others.length &&
    some.every((node, at) => {
      const other = others[at];
      if (other === undefined) {
        return false;
      }
      return isElement(node) && isElement(other) ? isSameElement(node, other) : node === other;
    })
  );
}
