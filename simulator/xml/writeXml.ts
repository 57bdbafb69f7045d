import type { XmlElement, XmlName } from "./xmlElement";

/** The line end of every answer. */
export const LINE_END = "\r\n";
const INDENT = "  ";
const XML = "http://www.w3.org/XML/1998/namespace";

/** The namespaces that are declared around an element: prefix to namespace. */
type Scope = ReadonlyMap<string, string>;

const outermost: Scope = new Map([
  ["", ""],
  ["xml", XML],
]);

/**
 * Writes an element as the PBX does: CRLF, two spaces of indent, `<Empty />`, nothing after the last tag. An element
 * with text is written without layout. A namespace that is not declared yet is declared where it is used.
 */
export function writeXml(root: XmlElement): string {
  return write(root, outermost, "");
}

/** @param indent - of the element's own line; undefined within text, where layout would become part of it */
function write(source: XmlElement, outer: Scope, indent: string | undefined): string {
  const { scope, declared } = declare(source, outer);
  const tag = qualified(source.name);
  const attributes = source.attributes.map(({ name, value }) => ` ${qualified(name)}="${escapeAttribute(value)}"`);
  const head = `<${tag}${declared}${attributes.join("")}`;
  if (source.children.length === 0) {
    return `${head} />`;
  }
  const hasText = source.children.some((child) => typeof child === "string");
  const inner = hasText || indent === undefined ? undefined : indent + INDENT;
  const lineOf = (at: string | undefined) => (inner === undefined ? "" : `${LINE_END}${at}`);
  const content = source.children.map((child) =>
    typeof child === "string" ? escapeText(child) : `${lineOf(inner)}${write(child, scope, inner)}`,
  );
  return `${head}>${content.join("")}${lineOf(indent)}</${tag}>`;
}

function declare(source: XmlElement, outer: Scope): { scope: Scope; declared: string } {
  if (source.declarations.length === 0 && isPlainlyNamed(source) && outer.get("") === "") {
    return { scope: outer, declared: "" };
  }
  const scope = new Map(outer);
  const added = new Map<string, string>();
  const bind = (prefix: string, namespace: string) => {
    if (scope.get(prefix) !== namespace) {
      scope.set(prefix, namespace);
      added.set(prefix, namespace);
    }
  };
  for (const { prefix, namespace } of source.declarations) {
    bind(prefix, namespace);
  }
  for (const { name } of source.attributes) {
    // An attribute without a prefix is in no namespace, whatever the default namespace is.
    if (name.prefix !== "") {
      bind(name.prefix, name.namespace);
    }
  }
  bind(source.name.prefix, source.name.namespace);
  const declared = [...added].map(
    ([prefix, namespace]) => ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escapeAttribute(namespace)}"`,
  );
  return { scope, declared: declared.join("") };
}

function isPlainlyNamed(source: XmlElement): boolean {
  return source.name.namespace === "" && source.attributes.every(({ name }) => name.prefix === "");
}

function qualified(name: XmlName): string {
  return name.prefix === "" ? name.local : `${name.prefix}:${name.local}`;
}

const inText: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
// A parser changes tabs and line ends in an attribute to spaces.
const inAttribute: Readonly<Record<string, string>> = { ...inText, '"': "&quot;", "\n": "&#xA;", "\t": "&#x9;" };

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => inText[character] ?? character);
}

function escapeAttribute(value: string): string {
  return value.replace(/[&<>"\r\n\t]/g, (character) => inAttribute[character] ?? character);
}
