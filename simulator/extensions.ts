import type { ExtensionSource } from "./extensionSource";
import { ExtensionSourceError, readExtensionSource, throughXml } from "./extensionSource";
import type { ExtensionType } from "./extensionType";
import type { PbxExtension } from "./pbxState";
import { parseXml } from "./xml/parseXml";
import { writeXml } from "./xml/writeXml";
import type { XmlElement } from "./xml/xmlElement";
import { childElements, element, isPlain, textOf } from "./xml/xmlElement";

/** An extension that the PBX holds. */
export interface StoredExtension {
  readonly id: string;
  /** As in the answer to ListExtensions, such as `SIP`. */
  readonly type: string;
  /** Such as `SIPExtensionInfo`. */
  readonly knownType: string;
  /** Name (with its prefix, where it has one) and text of every element, in the PBX's order, run-time values included. */
  readonly elements: readonly (readonly [string, string])[];
  /** The whole `<Config>`, children, attributes and namespaces included. */
  readonly xml: string;
}

/** The extensions in the PBX, to read and to change directly: without a request, a check or a record. */
export class Extensions {
  readonly #held: Map<string, PbxExtension>;
  readonly #types: readonly ExtensionType[];

  constructor(held: Map<string, PbxExtension>, types: readonly ExtensionType[]) {
    this.#held = held;
    this.#types = types;
  }

  /** How many there are. */
  get size(): number {
    return this.#held.size;
  }

  /** The IDs, in the order of insertion. */
  ids(): string[] {
    return [...this.#held.keys()];
  }

  /** Whether there is one of this ID. */
  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** The extension of this ID, as it is now. */
  get(id: string): StoredExtension | undefined {
    const held = this.#held.get(id);
    return held === undefined ? undefined : storedExtension(held);
  }

  /** The text of an element, or undefined where the extension or the element is not there. */
  text(id: string, name: string): string | undefined {
    return this.get(id)?.elements.find(([candidate]) => candidate === name)?.[1];
  }

  /**
   * Adds an extension, or replaces the one with the same ID.
   *
   * @throws MalformedXml where its XML is not well-formed
   * @throws ExtensionSourceError where it has no ID, or a knownType that the PBX does not know
   */
  set(source: ExtensionSource): StoredExtension {
    const held = readExtensionSource(source, this.#types);
    this.#held.set(held.id, held);
    return storedExtension(held);
  }

  /**
   * Sets the text of an element. An existing one loses its children and attributes; a new one becomes the last.
   *
   * @throws MalformedXml where XML cannot carry the name or the text
   * @throws ExtensionSourceError where there is no such extension, or the element is its ID
   */
  setElement(id: string, name: string, text: string): void {
    if (name === "ID") {
      throw new ExtensionSourceError("an ID cannot be changed: remove the extension and set another");
    }
    const changed = throughXml(element(name, [text]));
    this.#change(id, (children) => {
      const index = children.findIndex((child) => isPlain(child, name));
      return index < 0 ? [...children, changed] : children.with(index, changed);
    });
  }

  /**
   * Appends elements that are more than text: with children, with attributes, in a namespace, or a second one with a
   * name. The prefix `xsi` need not be declared.
   *
   * @throws MalformedXml where it is not well-formed
   * @throws ExtensionSourceError where there is no such extension, or no element in it
   */
  addXml(id: string, xml: string): void {
    const added = childElements(
      parseXml(`<Config xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${xml}</Config>`),
    );
    if (added.length === 0) {
      throw new ExtensionSourceError("there is no element to add");
    }
    this.#change(id, (children) => [...children, ...added]);
  }

  /**
   * Removes all elements with a name from an extension.
   *
   * @throws ExtensionSourceError where there is no such extension
   */
  removeElement(id: string, name: string): void {
    this.#change(id, (children) => children.filter((child) => !isPlain(child, name)));
  }

  /** Removes an extension. @returns whether it existed */
  remove(id: string): boolean {
    return this.#held.delete(id);
  }

  /** Removes all extensions. */
  clear(): void {
    this.#held.clear();
  }

  #change(id: string, change: (children: XmlElement[]) => XmlElement[]): void {
    const held = this.#held.get(id);
    if (held === undefined) {
      throw new ExtensionSourceError(`there is no extension ${JSON.stringify(id)}`);
    }
    this.#held.set(id, { ...held, config: { ...held.config, children: change(childElements(held.config)) } });
  }
}

function storedExtension({ id, type, config }: PbxExtension): StoredExtension {
  return {
    id,
    type: type.type,
    knownType: type.knownType,
    elements: childElements(config).map((child) => {
      const { prefix, local } = child.name;
      return [prefix === "" ? local : `${prefix}:${local}`, textOf(child)] as const;
    }),
    xml: writeXml(config),
  };
}
