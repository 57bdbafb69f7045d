import { InvalidConfigText } from "./errors";
import { invalidXmlCharacter } from "./xml/characters";
import type { XmlAttribute, XmlElement } from "./xml/element";
import { elementsByName, isElement, textOf } from "./xml/element";

const KNOWN_TYPE = "knownType";
const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/** What a ConfigXML has under one name: whether plain text can replace it. */
export type ElementShape =
  /** There is no such element. */
  | "absent"
  /** One element that holds text and nothing else. */
  | "text"
  /** One element that holds text and has attributes. */
  | "attributed"
  /** One element that has elements inside. */
  | "structured"
  /** More than one element. */
  | "repeated";

/**
 * The configuration of one extension, as AddConfig and ModifyConfig take it and GetConfig returns it: an ordered tree
 * that keeps everything that was not changed as it was. Immutable.
 */
export class ConfigXml {
  readonly #root: XmlElement;
  #elementsByName: ReadonlyMap<string, readonly XmlElement[]> | undefined;

  private constructor(root: XmlElement) {
    this.#root = root;
  }

  /**
   * A configuration of elements with text only.
   *
   * @param knownType - the attribute that names the type of extension
   * @param elements - names and text, in the order in which they are written
   * @throws InvalidConfigText where the text has a character that XML cannot carry
   */
  static create(knownType: string, elements: readonly (readonly [string, string])[]): ConfigXml {
    const attributes = [{ namespace: "", name: KNOWN_TYPE, value: knownType }];
    const root: XmlElement = { namespace: "", name: "Config", attributes, children: [] };
    return elements.reduce((config, [name, text]) => config.with(name, text), new ConfigXml(root));
  }

  /** Wraps a `<Config>` element of a reply. */
  static of(element: XmlElement): ConfigXml {
    return new ConfigXml(element);
  }

  /** The type of extension, such as `SIPExtensionInfo`. */
  get knownType(): string | undefined {
    return this.#root.attributes.find((attribute) => attribute.name === KNOWN_TYPE)?.value;
  }

  /**
   * The text of an element in any namespace. Where there are several, that of the first.
   *
   * @returns undefined where there is no such element; an empty string for an empty or a nil one
   */
  text(name: string): string | undefined {
    const [found] = this.elements(name);
    return found === undefined ? undefined : textOf(found);
  }

  /** The shape of what the configuration has under a name. */
  shape(name: string): ElementShape {
    const [found, another] = this.elements(name);
    if (found === undefined) {
      return "absent";
    }
    if (another !== undefined) {
      return "repeated";
    }
    if (found.children.some(isElement)) {
      return "structured";
    }
    return found.attributes.length > 0 ? "attributed" : "text";
  }

  /**
   * Sets the text of an element where it is, or adds the element at the end.
   *
   * @throws InvalidConfigText where the text has a character that XML cannot carry
   */
  with(name: string, text: string): ConfigXml {
    const invalid = invalidXmlCharacter(text);
    if (invalid !== undefined) {
      throw new InvalidConfigText(name, invalid);
    }
    const content = text === "" ? [] : [text];
    const { children, namespace } = this.#root;
    const position = children.findIndex((child) => isElement(child) && child.name === name);
    const present = children[position];
    if (present === undefined || !isElement(present)) {
      return this.#withChildren([...children, { namespace, name, attributes: [], children: content }]);
    }
    const changed = {
      ...present,
      attributes: present.attributes.filter((attribute) => !isNil(attribute)),
      children: content,
    };
    return this.#withChildren(children.with(position, changed));
  }

  /** The elements of a name, in their order. */
  elements(name: string): readonly XmlElement[] {
    // Looked through once: a configuration has thousands of names where the PBX is hostile.
    this.#elementsByName ??= elementsByName(this.#root.children);
    return this.#elementsByName.get(name) ?? [];
  }

  /**
   * Replaces all elements of a name, or adds the new ones at the end where there is none.
   *
   * @param elements - elements of that name; an empty array removes the name
   */
  withElements(name: string, elements: readonly XmlElement[]): ConfigXml {
    const { children } = this.#root;
    const hasName = (child: XmlElement["children"][number]) => isElement(child) && child.name === name;
    const position = children.findIndex(hasName);
    const at = position === -1 ? children.length : position;
    const after = children.slice(at).filter((child) => !hasName(child));
    return this.#withChildren([...children.slice(0, at), ...elements, ...after]);
  }

  /** The configuration without some elements. */
  without(names: readonly string[]): ConfigXml {
    const left = new Set(names);
    return this.#withChildren(this.#root.children.filter((child) => !isElement(child) || !left.has(child.name)));
  }

  /** Replaces each element by another one. */
  withEach(change: (element: XmlElement) => XmlElement): ConfigXml {
    return this.#withChildren(this.#root.children.map((child) => (isElement(child) ? change(child) : child)));
  }

  /** The names of the elements in their order, duplicates included. */
  elementNames(): string[] {
    return this.#root.children.filter(isElement).map((child) => child.name);
  }

  /** The configuration as XML, without a declaration and without layout. A secret: it holds the password. */
  toXml(): string {
    // Loaded when first needed: refresh and destroy only read, and loading the library takes a third of their start.
    const { writeXml } = require("./xml/write") as typeof import("./xml/write");
    return writeXml(this.#root);
  }

  #withChildren(children: XmlElement["children"]): ConfigXml {
    return new ConfigXml({ ...this.#root, children });
  }
}

/** The attribute `xsi:nil`, which only an empty element may have. */
function isNil(attribute: XmlAttribute): boolean {
  return attribute.namespace === SCHEMA_INSTANCE && attribute.name === "nil";
}
