import type { ExtensionType } from "./extensionType";
import { documentedOrder, sipType } from "./extensionType";
import type { PbxExtension } from "./pbxState";
import { parseXml } from "./xml/parseXml";
import { writeXml } from "./xml/writeXml";
import type { XmlElement } from "./xml/xmlElement";
import { attributeNamed, childNamed, element, isPlain, textOf } from "./xml/xmlElement";

/** An office of SIP extensions, numbered from 1000. Every second one has a phone that is registered. */
export function officeOf(count: number): ExtensionSource[] {
  return Array.from({ length: count }, (_, index) => {
    const texts = { ID: String(1000 + index) };
    return index % 2 === 1
      ? texts
      : {
          ...texts,
          LastIPAddress: `192.168.${115 + Math.floor(index / 250)}.${1 + (index % 250)}:5060 (Udp)`,
          UserAgentName: "Grandstream GXP2000 1.2.5.3",
        };
  });
}

/**
 * An extension to put into the PBX: a whole `<Config knownType="…">` of any type as XML; or the text of the elements of a SIP
 * extension by name, of which `ID` is required. Defaults: `AuthorizationName` and `Username` are the ID, `Password` is
 * `simulated-ID`, `Enabled` is `true`, `UserID` is `userID`; there are no run-time values, as for a phone that never
 * registered.
 */
export type ExtensionSource = string | Readonly<Record<string, string>>;

/** A source does not describe an extension that the PBX could hold. */
export class ExtensionSourceError extends Error {
  override readonly name = "ExtensionSourceError";
}

/**
 * The extension that a source describes.
 *
 * @throws MalformedXml where the XML is not well-formed
 * @throws ExtensionSourceError where it has no ID, or a knownType that none of the types has
 */
export function readExtensionSource(source: ExtensionSource, types: readonly ExtensionType[]): PbxExtension {
  const config = typeof source === "string" ? parseXml(source) : sipConfig(source);
  const knownType = attributeNamed(config, "knownType");
  const type = types.find((candidate) => candidate.knownType === knownType);
  if (!isPlain(config, "Config") || type === undefined) {
    const known = types.map((candidate) => candidate.knownType).join(", ");
    throw new ExtensionSourceError(`an extension is a <Config> with a knownType, and the PBX has ${known}`);
  }
  const id = childNamed(config, "ID");
  if (id === undefined || textOf(id) === "") {
    throw new ExtensionSourceError("an extension needs an ID");
  }
  return { id: textOf(id), type, config };
}

function sipConfig(texts: Readonly<Record<string, string>>): XmlElement {
  const id = texts.ID ?? "";
  const all: Readonly<Record<string, string>> = {
    AuthorizationName: id,
    Password: `simulated-${id}`,
    Username: id,
    Enabled: "true",
    UserID: `user${id}`,
    ...texts,
  };
  const documented = documentedOrder(sipType).filter((name) => Object.hasOwn(all, name));
  const others = Object.keys(all).filter((name) => !documented.includes(name));
  return throughXml(
    element(
      "Config",
      [...documented, ...others].map((name) => element(name, [all[name] ?? ""])),
      { knownType: sipType.knownType },
    ),
  );
}

/**
 * Writes and reads an element, which refuses names and characters that XML does not allow.
 *
 * @throws MalformedXml
 */
export function throughXml(source: XmlElement): XmlElement {
  return parseXml(writeXml(source));
}
