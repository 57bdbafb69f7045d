import { create } from "xmlbuilder2";
import type { XmlElement } from "./element";

type Builder = ReturnType<typeof create>;

const WELL_KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["http://www.w3.org/2001/XMLSchema-instance", "xsi"],
  ["http://www.w3.org/2001/XMLSchema", "xsd"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
]);

/** Writes an element as XML, without a declaration and without layout. */
export function writeXml(element: XmlElement): string {
  const written = append(create(), element).toString();
  // Without layout every line end and tab in the output is data. A reader turns a written one into a line feed, or in
  // an attribute into a space; a reference it leaves alone.
  return written.replace(/[\t\n\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

function append(parent: Builder, element: XmlElement): Builder {
  const built = parent.ele(element.namespace === "" ? null : element.namespace, element.name);
  element.attributes.forEach((attribute, position) => {
    if (attribute.namespace === "") {
      built.att(attribute.name, attribute.value);
    } else {
      const prefix = WELL_KNOWN_PREFIXES.get(attribute.namespace) ?? `n${position + 1}`;
      built.att(attribute.namespace, `${prefix}:${attribute.name}`, attribute.value);
    }
  });
  for (const child of element.children) {
    if (typeof child === "string") {
      built.txt(child);
    } else {
      append(built, child);
    }
  }
  return built;
}
