import type { ConfigXml, ElementShape } from "../api";

/** The name of an element of the PBX's ConfigXML, and its declared text. */
export type ElementText = readonly [name: string, text: string, isBoolean?: boolean];

/** The element that says whether an extension can be used. */
export const ENABLED = "Enabled";

/** Sets the text of every element that differs from the declared one. */
export function withElementTexts(config: ConfigXml, declared: readonly ElementText[]): ConfigXml {
  return declared.reduce(
    (result, element) => (hasText(result, element) ? result : result.with(element[0], element[1])),
    config,
  );
}

/** Whether an element exists and has the declared text. */
export function hasText(config: ConfigXml, [name, text, isBoolean = name === ENABLED]: ElementText): boolean {
  const present = config.text(name);
  if (present === undefined) {
    return false;
  }
  const value = isBoolean ? readBoolean(text) : undefined;
  return value === undefined ? present === text : readBoolean(present) === value;
}

/** Whether a write disables an extension that is enabled. */
export function isDisabling(found: ConfigXml, written: ConfigXml): boolean {
  const isOn = (config: ConfigXml) => readBoolean(config.text(ENABLED) ?? "") !== false;
  return isOn(found) && !isOn(written);
}

/**
 * Reads a boolean such as the PBX's `Enabled`. The documentation shows `true` and `false`; XML Schema allows `1` and
 * `0` as well, and .NET writes `True` outside of XML.
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

type ElementTexts = Readonly<Record<string, string>>;

/**
 * The elements that differ between the state and a program, or that only one of them has, as paths such as
 * `elements.Codec`.
 */
export function changedElements(olds: ElementTexts, news: ElementTexts): string[] {
  // An unknown value is a string, whatever the property's type is.
  return typeof news === "string" ? ["elements"] : changedNames(olds, news).map((name) => `elements.${name}`);
}

function changedNames(some: ElementTexts, others: ElementTexts): string[] {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].filter((name) => ownText(some, name) !== ownText(others, name));
}

/** An element may have the name of a property that every object has. */
function ownText(elements: ElementTexts, name: string): string | undefined {
  return Object.hasOwn(elements, name) ? elements[name] : undefined;
}

/** Why an element is more than text, as the end of a sentence. */
export function shapeProblem(shape: Exclude<ElementShape, "absent" | "text">): string {
  return { repeated: "is there more than once", structured: "has elements inside", attributed: "has attributes" }[
    shape
  ];
}
