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
