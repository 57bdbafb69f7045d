import { MalformedXml } from "../errors";
import type { XmlElement } from "./element";
import { isElement } from "./element";
import { parseXml } from "./parse";
import { writeXml } from "./write";

/**
 * Reads elements as they stand one after the other inside of a `<Config>`.
 *
 * @throws MalformedXml where they are not well-formed, or text stands between them
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

/** Writes elements one after the other, without layout. Every one declares the namespaces that it needs. */
export function writeElements(elements: readonly XmlElement[]): string {
  return elements.map(writeXml).join("");
}
