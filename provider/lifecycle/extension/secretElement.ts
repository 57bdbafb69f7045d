import type { XmlElement } from "../../ozeki/xml/element";
import { isElement, textOf } from "../../ozeki/xml/element";
import { soundsSecret } from "../../secrets/names";
import { holdsPassword, isKeypadKey, looksSecret, namesSecret } from "../../secrets/texts";

/** Whether an element is a secret or holds one, as far as names and texts tell it. */
export function holdsSecret(element: XmlElement): boolean {
  const { attributes, children } = element;
  return (
    isSecretAsWhole(element) ||
    attributes.some((attribute) => looksSecret(attribute.name, attribute.value)) ||
    children.some((child) => (isElement(child) ? holdsSecret(child) : holdsPassword(child)))
  );
}

/**
 * Whether all that stands in an element is to be taken for a secret: its own name says so, or something in it names one, as in
 * `<Setting name="Password" value="…"/>` and `<Setting><Name>Password</Name><Value>…</Value></Setting>`.
 */
export function isSecretAsWhole(element: XmlElement): boolean {
  const { name, attributes, children } = element;
  const isKey = !children.some(isElement) && isKeypadKey(name, textOf(element));
  return (
    (soundsSecret(name) && !isKey) ||
    attributes.some(({ value }) => namesSecret(value)) ||
    children.filter(isElement).some((child) => !child.children.some(isElement) && namesSecret(textOf(child)))
  );
}
