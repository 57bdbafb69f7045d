import { runTimeElements } from "../../provider/lifecycle/sipExtension/elements";
import type { ConfigXml } from "../../provider/ozeki";
import { writeElements } from "../../provider/ozeki/elementsXml";
import type { XmlElement } from "../../provider/ozeki/xml/element";
import { isElement } from "../../provider/ozeki/xml/element";
import { soundsSecret } from "../../provider/secretNames";

const ID = "ID";

/** What a program declares of an extension of another type: everything but secrets, and what looks like a run-time value. */
export function elementsOfOtherType(config: ConfigXml): {
  elements: Record<string, string>;
  xml: string | undefined;
  leftOut: string[];
} {
  const names = [...new Set(config.elementNames())].filter((name) => name !== ID);
  const isLeftOut = (name: string) =>
    (runTimeElements as readonly string[]).includes(name) || config.elements(name).some(holdsSecret);
  const declared = names.filter((name) => !isLeftOut(name));
  const plain = declared.filter((name) => config.shape(name) === "text");
  const odd = declared.filter((name) => !plain.includes(name)).flatMap((name) => config.elements(name));
  return {
    elements: Object.fromEntries(plain.map((name) => [name, config.text(name) ?? ""])),
    xml: odd.length === 0 ? undefined : writeElements(odd),
    leftOut: names.filter(isLeftOut),
  };
}

function holdsSecret({ name, attributes, children }: XmlElement): boolean {
  return (
    soundsSecret(name) ||
    attributes.some((attribute) => soundsSecret(attribute.name)) ||
    children.filter(isElement).some(holdsSecret)
  );
}
