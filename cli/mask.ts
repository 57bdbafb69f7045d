import { isSecretAsWhole } from "../provider/lifecycle/extension/secretElement";
import { ConfigXml } from "../provider/ozeki";
import type { XmlElement } from "../provider/ozeki/xml/element";
import { isElement } from "../provider/ozeki/xml/element";
import { parseXml } from "../provider/ozeki/xml/parse";
import { soundsSecret } from "../provider/secrets/names";
import { holdsPassword } from "../provider/secrets/texts";

/** What stands in the place of a secret. */
export const MASK = "********";

/** A configuration in which everything has a mask that looks like a secret, by a name or by its form. */
export function masked(config: ConfigXml): ConfigXml {
  const { children, ...root } = parseXml(config.toXml());
  return ConfigXml.of({
    ...root,
    children: children.map((child) => (isElement(child) ? maskedElement(child, false) : child)),
  });
}

/** What stands inside of a secret is one, too. */
function maskedElement(element: XmlElement, isInside: boolean): XmlElement {
  const isSecret = isInside || isSecretAsWhole(element);
  const masking = (text: string, hasSecretName = false) =>
    isSecret || hasSecretName || holdsPassword(text) ? MASK : text;
  return {
    ...element,
    attributes: element.attributes.map((attribute) => ({
      ...attribute,
      value: masking(attribute.value, soundsSecret(attribute.name)),
    })),
    children: element.children.map((child) => (isElement(child) ? maskedElement(child, isSecret) : masking(child))),
  };
}
