import type { ConfigXml } from "../api";
import type { XmlElement } from "../api/xml/element";
import { isElement, textOf } from "../api/xml/element";
import { holdsPassword, isKeypadKey, looksSecret, namesSecret } from "../secrets/forms";
import { isSecretName } from "../secrets/names";
import { writeElements } from "./declaredElements";

/** The content of an extension in the terms of a program: elements with text only by name, all others as XML. */
export interface Content {
  elements: Record<string, string>;
  xml?: string;
}

/**
 * Splits the content of an extension into elements and XML.
 *
 * @param isWanted - chooses elements by their name
 */
export function contentOf(config: ConfigXml, isWanted: (name: string) => boolean): Content {
  const names = [...new Set(config.elementNames())].filter(isWanted);
  const isPlain = (name: string) => config.shape(name) === "text";
  const others = names.filter((name) => !isPlain(name)).flatMap((name) => config.elements(name));
  return {
    elements: Object.fromEntries(names.filter(isPlain).map((name) => [name, config.text(name) ?? ""])),
    ...(others.length > 0 && { xml: writeElements(others) }),
  };
}

/** The content of an extension in two parts: what may be shown, and the elements that are or hold a secret. */
export function splitSecrets(
  config: ConfigXml,
  isWanted: (name: string) => boolean,
): { open: Content; secret: Content } {
  const isSecret = (name: string) => config.elements(name).some(holdsSecret);
  return {
    open: contentOf(config, (name) => isWanted(name) && !isSecret(name)),
    secret: contentOf(config, (name) => isWanted(name) && isSecret(name)),
  };
}

/** Whether an element is or holds a secret, by its names and strings. */
export function holdsSecret(element: XmlElement): boolean {
  const { attributes, children } = element;
  return (
    isSecretAsWhole(element) ||
    attributes.some((attribute) => looksSecret(attribute.name, attribute.value)) ||
    children.some((child) => (isElement(child) ? holdsSecret(child) : holdsPassword(child)))
  );
}

/**
 * Whether an element is a secret as a whole: its own name is a secret's, or something in it names a secret, as in
 * `<Setting name="Password" value="…"/>` and `<Setting><Name>Password</Name><Value>…</Value></Setting>`.
 */
export function isSecretAsWhole(element: XmlElement): boolean {
  const { name, attributes, children } = element;
  const isKey = !children.some(isElement) && isKeypadKey(name, textOf(element));
  return (
    (isSecretName(name) && !isKey) ||
    attributes.some(({ value }) => namesSecret(value)) ||
    children.filter(isElement).some((child) => !child.children.some(isElement) && namesSecret(textOf(child)))
  );
}
