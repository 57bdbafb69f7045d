import type { ConfigXml } from "../../provider/api";
import type { XmlElement } from "../../provider/api/xml/element";
import { isElement } from "../../provider/api/xml/element";
import { holdsPassword, looksSecret, MASK } from "../../provider/secrets/forms";
import { isSecretAsWhole } from "../../provider/types/content";

/** A configuration in which everything has a mask that looks like a secret, by a name or by its form. */
export function masked(config: ConfigXml): ConfigXml {
  return config.withEach((element) => maskedElement(element, false));
}

/** What is inside of a secret is one, too. */
function maskedElement(element: XmlElement, isInside: boolean): XmlElement {
  const isSecret = isInside || isSecretAsWhole(element);
  const masking = (text: string, isOneMore: boolean) => (isSecret || isOneMore ? MASK : text);
  return {
    ...element,
    attributes: element.attributes.map((attribute) => ({
      ...attribute,
      value: masking(attribute.value, looksSecret(attribute.name, attribute.value)),
    })),
    children: element.children.map((child) =>
      isElement(child) ? maskedElement(child, isSecret) : masking(child, holdsPassword(child)),
    ),
  };
}
