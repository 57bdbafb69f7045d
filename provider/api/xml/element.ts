/** An attribute of an XML element; its namespace is resolved, its prefix does not count. */
export interface XmlAttribute {
  /** Namespace URI; empty for none. */
  readonly namespace: string;
  /** Name without a prefix. */
  readonly name: string;
  readonly value: string;
}

/** An element of an XML document: an ordered tree without comments, layout and prefixes. */
export interface XmlElement {
  /** Namespace URI; empty for none. */
  readonly namespace: string;
  /** Name without a prefix. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

/** A child of an element: an element, or text. */
export type XmlNode = XmlElement | string;

/** Whether a node is an element and not text. */
export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== "string";
}

/** The child elements with this name in any namespace, in their order: replies do not agree on a namespace. */
export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(isElement).filter((child) => child.name === name);
}

/** The elements among nodes by their names, in their order. */
export function elementsByName(nodes: readonly XmlNode[]): ReadonlyMap<string, readonly XmlElement[]> {
  const byName = new Map<string, XmlElement[]>();
  for (const node of nodes) {
    if (isElement(node)) {
      const same = byName.get(node.name);
      if (same === undefined) {
        byName.set(node.name, [node]);
      } else {
        same.push(node);
      }
    }
  }
  return byName;
}

/** The text directly inside an element. */
export function textOf(element: XmlElement): string {
  return element.children.filter((child) => !isElement(child)).join("");
}

/** Whether two elements mean the same. The order of attributes does not count, that of elements does. */
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

/**
 * The most attributes that an element has when it is written by itself, and those of all elements inside of it: a prefix that a
 * document declares once is then declared in each element that uses it.
 *
 * @param namespaceAround - the namespace of the element around it
 */
export function attributesWhenWritten(element: XmlElement, namespaceAround = ""): { most: number; total: number } {
  const { namespace, attributes, children } = element;
  const namespaces = new Set(attributes.map((attribute) => attribute.namespace));
  namespaces.delete("");
  const own = attributes.length + namespaces.size + Number(namespace !== "" || namespaceAround !== "");
  const inside = children.filter(isElement).map((child) => attributesWhenWritten(child, namespace));
  return {
    most: inside.reduce((most, child) => Math.max(most, child.most), own),
    total: inside.reduce((total, child) => total + child.total, own),
  };
}
