/** The element of the page with an ID. */
export function byId<Name extends keyof HTMLElementTagNameMap = "div">(id: string): HTMLElementTagNameMap[Name] {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`The page has no element ${id}.`);
  }
  return found as HTMLElementTagNameMap[Name];
}

/** What a new element has. All text is text: nothing is ever read as HTML. */
export interface NewElement {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** Creates an element. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { className, text, attributes = {}, onClick }: NewElement = {},
  children: readonly HTMLElement[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== undefined) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  if (onClick !== undefined) {
    made.addEventListener("click", onClick);
  }
  made.append(...children);
  return made;
}

/** Sets the text of an element where it differs: a screen reader is not asked to read it again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** A phrase as a sentence begins. */
export function capitalized(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;
}
