import type { ConfigXml } from "../ozeki";
import { readEnabled } from "./enabledText";

/** The name of an element of the PBX's ConfigXML, and the text that it is to have. */
export type ElementText = readonly [name: string, text: string];

/** The element that says whether an extension can be used. */
export const ENABLED = "Enabled";

/** Sets the texts that are not as wanted. */
export function withTexts(config: ConfigXml, texts: readonly ElementText[]): ConfigXml {
  return texts.reduce((result, wanted) => (hasText(result, wanted) ? result : result.with(...wanted)), config);
}

/** Whether an element is there and has the text that is wanted. */
export function hasText(config: ConfigXml, [name, text]: ElementText): boolean {
  const present = config.text(name);
  if (present === undefined) {
    return false;
  }
  // One truth in many spellings.
  return name === ENABLED && readEnabled(text) !== undefined
    ? readEnabled(present) === readEnabled(text)
    : present === text;
}

/** Whether an extension that can be used is to be switched off. */
export function isSwitchedOff(found: ConfigXml, wanted: ConfigXml): boolean {
  const isOn = (config: ConfigXml) => readEnabled(config.text(ENABLED) ?? "") !== false;
  return isOn(found) && !isOn(wanted);
}
