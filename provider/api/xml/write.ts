import { create } from "xmlbuilder2";
import type { XmlElement } from "./element";

type Builder = ReturnType<typeof create>;

const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

const WELL_KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["http://www.w3.org/2001/XMLSchema-instance", "xsi"],
  ["http://www.w3.org/2001/XMLSchema", "xsd"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
]);

/** Writes an element as XML, without a declaration and without layout. */
export function writeXml(element: XmlElement): string {
  const written = append(create(), element, new Map(WELL_KNOWN_PREFIXES)).toString();
  // Without layout every line end and tab in the output is data. A reader changes a written one to a line feed, or to a
  // space in an attribute, but not a reference.
  return written.replace(/[\t\n\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** Writes elements one after the other, without layout. Each declares the namespaces that it needs. */
export function writeElements(elements: readonly XmlElement[]): string {
  return elements.map(writeXml).join("");
}

/** @param prefixes - the prefix of each namespace, the same in the whole document */
function append(parent: Builder, element: XmlElement, prefixes: Map<string, string>): Builder {
  const built = parent.ele(element.namespace === "" ? null : ampersandsEscaped(element.namespace), element.name);
  for (const attribute of element.attributes) {
    const value = ampersandsEscaped(attribute.value);
    if (attribute.namespace === "") {
      built.att(attribute.name, value);
    } else {
      const namespace = ampersandsEscaped(attribute.namespace);
      const prefix = prefixes.get(namespace) ?? `n${prefixes.size}`;
      prefixes.set(namespace, prefix);
      // Otherwise the library declares a prefix once for each attribute that has it.
      built.att(XMLNS_NAMESPACE, `xmlns:${prefix}`, namespace);
      built.att(namespace, `${prefix}:${attribute.name}`, value);
    }
  }
  for (const child of element.children) {
    if (typeof child === "string") {
      built.txt(ampersandsEscaped(child));
    } else {
      append(built, child, prefixes);
    }
  }
  return built;
}

/** The library takes `&lt;` in text for a reference, and does not escape it; here it is data. */
function ampersandsEscaped(text: string): string {
  return text.replaceAll("&", "&amp;");
}
