import type { ConfigXml } from "../../ozeki";
import type { XmlElement } from "../../ozeki/xml/element";
import { isElement } from "../../ozeki/xml/element";
import { soundsSecret } from "../../secretNames";
import { xmlOf } from "./declaredElements";

/** The content of an extension, in the terms of a program: what is a text by name, and what is more than that as XML. */
export interface Content {
  elements: Record<string, string>;
  xml?: string;
}

/**
 * Takes the content of an extension apart.
 *
 * @param isWanted - chooses elements by their name
 */
export function contentOf(config: ConfigXml, isWanted: (name: string) => boolean): Content {
  const names = [...new Set(config.elementNames())].filter(isWanted);
  const isPlain = (name: string) => config.shape(name) === "text";
  const odd = names.filter((name) => !isPlain(name)).flatMap((name) => config.elements(name));
  return {
    elements: Object.fromEntries(names.filter(isPlain).map((name) => [name, config.text(name) ?? ""])),
    ...(odd.length > 0 && { xml: xmlOf(odd) }),
  };
}

/** Whether the name of an element, or of anything in it, says that it is a secret. */
export function holdsSecret(config: ConfigXml, name: string): boolean {
  return config.elements(name).some(isSecret);
}

function isSecret({ name, attributes, children }: XmlElement): boolean {
  return (
    soundsSecret(name) ||
    attributes.some((attribute) => soundsSecret(attribute.name)) ||
    children.filter(isElement).some(isSecret)
  );
}
