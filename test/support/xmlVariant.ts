import type fc from "fast-check";
import type { XmlElement, XmlNode } from "../../provider/api/xml/element";

/**
 * Writes a document in one of the many ways that mean the same: with and without a declaration, with any prefixes,
 * layout, comments and processing instructions, text as such, as references or in CDATA sections, either quote.
 */
export function xmlVariant(root: XmlElement, choose: Choices): string {
  const declaration = choose.oneOf("", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8'?>\r\n");
  const before = choose.oneOf("", '<!-- it\'s a "comment" & <b> -->', "\n<?note before?>");
  const after = choose.oneOf("", "\r\n", "<!-- the end -->\n");
  return declaration + before + new VariantWriter(choose).element(root) + after;
}

/** What a writer may choose; drawn from fast-check, so that a failure is reproduced and shrunk. */
export class Choices {
  readonly #draw: fc.GeneratorValue;
  readonly #constantFrom: typeof fc.constantFrom;

  constructor(draw: fc.GeneratorValue, constantFrom: typeof fc.constantFrom) {
    this.#draw = draw;
    this.#constantFrom = constantFrom;
  }

  oneOf<Choice>(...choices: Choice[]): Choice {
    return this.#draw(this.#constantFrom as (...all: Choice[]) => fc.Arbitrary<Choice>, ...choices);
  }
}

class VariantWriter {
  readonly #choose: Choices;
  #prefixes = 0;

  constructor(choose: Choices) {
    this.#choose = choose;
  }

  element({ namespace, name, attributes, children }: XmlElement): string {
    const prefix = namespace === "" ? "" : this.#choose.oneOf("", this.#prefix());
    const qualified = prefix === "" ? name : `${prefix}:${name}`;
    const written = attributes.map((attribute) => {
      if (attribute.namespace === "") {
        return this.#attribute(attribute.name, attribute.value);
      }
      if (attribute.namespace === "http://www.w3.org/XML/1998/namespace") {
        return this.#attribute(`xml:${attribute.name}`, attribute.value);
      }
      const own = this.#prefix();
      return this.#choose.oneOf(
        `${this.#attribute(`xmlns:${own}`, attribute.namespace)}${this.#attribute(`${own}:${attribute.name}`, attribute.value)}`,
        `${this.#attribute(`${own}:${attribute.name}`, attribute.value)}${this.#attribute(`xmlns:${own}`, attribute.namespace)}`,
      );
    });
    const declared = this.#attribute(prefix === "" ? "xmlns" : `xmlns:${prefix}`, namespace);
    const start = `<${qualified}${declared}${written.join("")}${this.#choose.oneOf("", " ", "\r\n\t")}`;
    if (children.length === 0 && this.#choose.oneOf(true, false)) {
      return `${start}/>`;
    }
    return `${start}>${this.#content(children)}</${qualified}${this.#choose.oneOf("", "\n")}>`;
  }

  #content(children: readonly XmlNode[]): string {
    const isLayoutFree = children.some((child) => typeof child === "string") || children.length === 0;
    const layout = () => (isLayoutFree ? "" : this.#choose.oneOf("", "\r\n  ", "\t"));
    const written = children.map((child) => (typeof child === "string" ? this.#text(child) : this.element(child)));
    return layout() + written.map((child) => child + layout() + this.#aside()).join("");
  }

  #text(text: string): string {
    return Array.from(text, (character) => {
      const ways = [this.#reference(character)];
      if (character !== "\r") {
        ways.push(`<![CDATA[${character}]]>`, "&<>".includes(character) ? this.#reference(character) : character);
      }
      return this.#choose.oneOf(...ways) + this.#aside();
    }).join("");
  }

  #attribute(name: string, value: string): string {
    const quote = this.#choose.oneOf('"', "'");
    const written = Array.from(value, (character) => {
      const mustRefer = `&<\r\n\t${quote}`.includes(character);
      return mustRefer || this.#choose.oneOf(false, false, true) ? this.#reference(character) : character;
    }).join("");
    return `${this.#choose.oneOf(" ", "\r\n  ")}${name}${this.#choose.oneOf("=", " = ")}${quote}${written}${quote}`;
  }

  #reference(character: string): string {
    const codePoint = character.codePointAt(0) ?? 0;
    const named = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" }[character];
    const numeric = [
      `&#${codePoint};`,
      `&#x${codePoint.toString(16)};`,
      `&#x0${codePoint.toString(16).toUpperCase()};`,
    ];
    return this.#choose.oneOf(...(named === undefined ? numeric : [named, ...numeric]));
  }

  /** What does not count: comments and processing instructions. */
  #aside(): string {
    return this.#choose.oneOf("", "", "", "", "<!-- <aside> & ]]> -->", "<?aside?>");
  }

  #prefix(): string {
    this.#prefixes += 1;
    return this.#choose.oneOf(`p${this.#prefixes}`, `constructor${this.#prefixes}`, `é${this.#prefixes}`);
  }
}
