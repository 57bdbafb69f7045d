import type { ConfigXml, ElementShape } from "../api";

/** The name of an element of the PBX's ConfigXML, and the text that it is to have. */
export type ElementText = readonly [name: string, text: string, isBoolean?: boolean];

/** The element that says whether an extension can be used. */
export const ENABLED = "Enabled";

/** Sets the texts that are not as wanted. */
export function withElementTexts(config: ConfigXml, texts: readonly ElementText[]): ConfigXml {
  return texts.reduce(
    (result, wanted) => (hasText(result, wanted) ? result : result.with(wanted[0], wanted[1])),
    config,
  );
}

/** Whether an element is there and has the text that is wanted. */
export function hasText(config: ConfigXml, [name, text, isBoolean = name === ENABLED]: ElementText): boolean {
  const present = config.text(name);
  if (present === undefined) {
    return false;
  }
  const value = isBoolean ? readBoolean(text) : undefined;
  return value === undefined ? present === text : readBoolean(present) === value;
}

/** Whether a write disables an extension that is enabled. */
export function isDisabling(found: ConfigXml, wanted: ConfigXml): boolean {
  const isOn = (config: ConfigXml) => readBoolean(config.text(ENABLED) ?? "") !== false;
  return isOn(found) && !isOn(wanted);
}

/**
 * Reads a boolean such as the PBX's `Enabled`. The documentation shows `true` and `false`; XML Schema's boolean knows `1` and `0` as
 * well, and .NET writes `True` where it is not asked for XML.
 *
 * @returns undefined for any other text
 */
export function readBoolean(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (word === "true" || word === "1") {
    return true;
  }
  return word === "false" || word === "0" ? false : undefined;
}

type Texts = Readonly<Record<string, string>>;

/**
 * The elements in which the state and a program differ, or which only one of the two names, as paths such as
 * `elements.Codec`.
 */
export function changedElements(olds: Texts, news: Texts): string[] {
  // What is not known yet is a text, whatever the property's type is.
  return typeof news === "string" ? ["elements"] : changedTexts(olds, news).map((name) => `elements.${name}`);
}

function changedTexts(some: Texts, others: Texts): string[] {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].filter((name) => ownText(some, name) !== ownText(others, name));
}

/** An element may be named like a property that every object has. */
function ownText(texts: Texts, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** Why an element is more than a text, as the end of a sentence. */
export function shapeProblem(shape: Exclude<ElementShape, "absent" | "text">): string {
  return { repeated: "is there more than once", structured: "has elements inside", attributed: "has attributes" }[
    shape
  ];
}
