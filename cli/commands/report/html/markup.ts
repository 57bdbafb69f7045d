import { escapeControlChars } from "../../../../provider/api/display";

/** HTML that is complete: {@link html} puts it in as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What can be put into HTML. */
export type Part = string | number | Html | readonly Part[];

/**
 * A template of HTML. Every string in it is escaped, in text and in quoted attributes, and its hidden characters are shown
 * as `\\u202E`.
 */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: markup }, ...parts.map(textOf)));
}

/** Text of this package that is HTML, or CSS, already. */
export function unescaped(text: string): Html {
  return new Html(text);
}

/** A sentence of the report itself, in which backquotes mark code. */
export function prose(text: string): Html {
  const parts = text.split("`");
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function textOf(part: Part): string {
  if (part instanceof Html) {
    return part.text;
  }
  return Array.isArray(part) ? part.map(textOf).join("") : escapeHtml(escapeControlChars(String(part)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
