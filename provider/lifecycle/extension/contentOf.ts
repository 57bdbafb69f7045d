import type { ConfigXml } from "../../ozeki";
import { xmlOf } from "./declaredElements";
import { holdsSecret } from "./secretElement";

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

/** The content of an extension in two parts: what may be shown, and the elements that are or hold a secret. */
export function openAndSecret(
  config: ConfigXml,
  isWanted: (name: string) => boolean,
): { open: Content; secret: Content } {
  const isSecret = (name: string) => config.elements(name).some(holdsSecret);
  return {
    open: contentOf(config, (name) => isWanted(name) && !isSecret(name)),
    secret: contentOf(config, (name) => isWanted(name) && isSecret(name)),
  };
}
