import { ConfigXml } from "../provider/ozeki";
import type { XmlElement } from "../provider/ozeki/xml/element";
import { isElement } from "../provider/ozeki/xml/element";
import { parseXml } from "../provider/ozeki/xml/parse";
import { soundsSecret } from "../provider/secretNames";

/** What stands in the place of a secret. */
export const MASK = "********";

/** A configuration in which every element and attribute whose name says that it is a secret has a mask for its text. */
export function masked(config: ConfigXml): ConfigXml {
  return ConfigXml.of(maskedElement(parseXml(config.toXml()), false));
}

/** What stands inside of a secret is one, too. */
function maskedElement(element: XmlElement, isInside: boolean): XmlElement {
  const isSecret = isInside || soundsSecret(element.name);
  return {
    ...element,
    attributes: element.attributes.map((attribute) =>
      isSecret || soundsSecret(attribute.name) ? { ...attribute, value: MASK } : attribute,
    ),
    children: element.children.map((child) => {
      if (isElement(child)) {
        return maskedElement(child, isSecret);
      }
      return isSecret ? MASK : child;
    }),
  };
}
