import type { ConfigXml } from "../ozeki";
import { elementOfProperty, runTimeElements } from "./elements";
import { readEnabled } from "./enabledText";
import { expand } from "./expand";
import type { Inputs } from "./inputs";

/**
 * Puts what the program declares over what the PBX holds. Everything that nobody declared stays to the letter,
 * because a write replaces the whole extension. What the PBX fills in itself while it runs is left out.
 */
export function overlay(config: ConfigXml, inputs: Inputs): ConfigXml {
  return expand(inputs).reduce((result, [element, text]) => {
    const present = result.text(element);
    return present === undefined || !isEqual(element, present, text) ? result.with(element, text) : result;
  }, config.without(runTimeElements));
}

/**
 * Whether a write would change the extension. Username alone, missing from a reply, is no reason to write: a PBX that
 * never returns it would be written at every update.
 */
export function isWriteNeeded(config: ConfigXml, inputs: Inputs): boolean {
  return expand(inputs).some(([element, text]) => {
    const present = config.text(element);
    if (present === undefined) {
      return element !== elementOfProperty.username;
    }
    return !isEqual(element, present, text);
  });
}

function isEqual(element: string, present: string, wanted: string): boolean {
  return element === elementOfProperty.enabled ? readEnabled(present) === readEnabled(wanted) : present === wanted;
}
