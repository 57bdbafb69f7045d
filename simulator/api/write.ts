import type { ExtensionType } from "../extensionType";
import { documentedOrder } from "../extensionType";
import type { PbxExtension, PbxState } from "../pbxState";
import type { Switches } from "../switches";
import type { XmlElement, XmlName } from "../xml/xmlElement";
import { attributeNamed, childElements, childNamed, isPlain, textOf } from "../xml/xmlElement";
import type { Answer } from "./answer";
import { answer } from "./answer";
import type { ApiRequest } from "./apiRequest";
import { invalidParameter, messageSubject, missingParameter } from "./apiRequest";

/** The extension that AddConfig or ModifyConfig writes, or the answer that refuses it. */
export function readWrite(pbx: PbxState, request: ApiRequest): PbxExtension | Answer {
  const typeName = request.parameter("ExtensionType");
  if (typeName === undefined) {
    return missingParameter(pbx, request, "ExtensionType");
  }
  const { configXml } = request;
  if (configXml === undefined) {
    return missingParameter(pbx, request, "ConfigXML");
  }
  const type = typeNamed(pbx, typeName);
  if (type === undefined) {
    const known = pbx.types.map((candidate) => candidate.type).join(", ");
    return disagreeingType(pbx, request, `The PBX has no such ExtensionType. It has ${known}.`);
  }
  const { root, encoding } = configXml;
  const taken = pbx.switches.configXmlEncoding;
  if (root === undefined || (taken !== "either" && taken !== encoding)) {
    const why =
      root === undefined
        ? "ConfigXML is not well-formed XML."
        : `ConfigXML is ${encoding}, and the switch configXmlEncoding is ${taken}.`;
    return pbx.switches.malformedConfigXml === "300"
      ? { ...answer(300, ["ConfigXML"]), why }
      : invalidConfig(pbx, request, why);
  }
  if (!isPlain(root, "Config") || root.children.some((child) => typeof child === "string")) {
    return invalidConfig(pbx, request, "ConfigXML must be one element <Config> with child elements only.");
  }
  if (attributeNamed(root, "knownType") !== type.knownType) {
    return disagreeingType(pbx, request, `ConfigXML must have the knownType ${type.knownType}.`);
  }
  return readConfig(pbx, request, type, root);
}

/** The answer where ExtensionType is unknown, or does not match the knownType or the existing extension. */
export function disagreeingType(pbx: PbxState, request: ApiRequest, why: string): Answer {
  return pbx.switches.unknownType === "302"
    ? invalidParameter(request, "ExtensionType", why)
    : invalidConfig(pbx, request, why);
}

function readConfig(
  pbx: PbxState,
  request: ApiRequest,
  type: ExtensionType,
  config: XmlElement,
): PbxExtension | Answer {
  const id = request.configXml?.extensionId ?? "";
  const missing = type.required.filter((name) => childNamed(config, name) === undefined);
  if (id === "" || missing.length > 0) {
    const why = `ConfigXML has no ${missing.length === 0 ? "ID" : missing.join(", ")}.`;
    return pbx.switches.missingElement === "302"
      ? invalidParameter(request, "ConfigXML", why)
      : invalidConfig(pbx, request, why);
  }
  const why = configProblem(pbx, id, type, config);
  return why === undefined ? { id, type, config } : invalidConfig(pbx, request, why);
}

function configProblem(pbx: PbxState, id: string, type: ExtensionType, config: XmlElement): string | undefined {
  if (!isIdSound(config)) {
    return "ConfigXML must have its ID once, as text only.";
  }
  if (!isEnabledSound(type, config)) {
    return "Enabled must be true or false.";
  }
  if (!isUserSound(pbx, type, config)) {
    return "No office user has this UserID.";
  }
  return isAuthorizationNameTaken(pbx, id, config) ? "Another extension has this AuthorizationName." : undefined;
}

function isIdSound(config: XmlElement): boolean {
  const ids = childElements(config).filter((child) => isPlain(child, "ID"));
  return ids.length === 1 && ids.every((id) => childElements(id).length === 0);
}

/** Whether a required Enabled is a boolean of XML Schema. .NET refuses `True`. */
function isEnabledSound(type: ExtensionType, config: XmlElement): boolean {
  const enabled = childNamed(config, "Enabled");
  return (
    !type.required.includes("Enabled") ||
    (enabled !== undefined && ["true", "false", "1", "0"].includes(textOf(enabled).trim()))
  );
}

function isUserSound({ switches, users }: PbxState, type: ExtensionType, config: XmlElement): boolean {
  const user = childNamed(config, "UserID");
  return (
    switches.unknownUser === "accepted" ||
    !type.required.includes("UserID") ||
    (user !== undefined && users.has(textOf(user)))
  );
}

function isAuthorizationNameTaken({ switches, extensions }: PbxState, id: string, config: XmlElement): boolean {
  const nameOf = (owner: XmlElement) => {
    const name = childNamed(owner, "AuthorizationName");
    return name === undefined ? undefined : textOf(name);
  };
  const wanted = nameOf(config);
  if (switches.authorizationNameTaken === "accepted" || wanted === undefined) {
    return false;
  }
  return [...extensions.values()].some((other) => other.id !== id && nameOf(other.config) === wanted);
}

function typeNamed({ types, switches }: PbxState, name: string): ExtensionType | undefined {
  return switches.valueCase === "any"
    ? types.find(({ type }) => type.toLowerCase() === name.toLowerCase())
    : types.find(({ type }) => type === name);
}

function invalidConfig(pbx: PbxState, request: ApiRequest, why: string): Answer {
  return { ...answer(702, [messageSubject(pbx, request)]), why };
}

/**
 * What the PBX holds after a write: everything that was written, and its own run-time values. Run-time values in a
 * write are ignored.
 *
 * @param present - the extension that a ModifyConfig replaces; undefined for AddConfig
 */
export function mergeWrite(present: PbxExtension | undefined, written: PbxExtension, switches: Switches): PbxExtension {
  const { type } = written;
  const isNamedIn = (names: readonly string[]) => (child: XmlElement) =>
    child.name.namespace === "" && names.includes(child.name.local);
  const isRunTime = isNamedIn(type.runTime ?? []);
  const isDocumented = isNamedIn(documentedOrder(type));
  const taken = childElements(written.config).filter(
    (child) => !isRunTime(child) && (isDocumented(child) || switches.unknownElements === "kept"),
  );
  const before = present === undefined ? [] : childElements(present.config);
  const unwritten =
    switches.unwrittenElements === "kept"
      ? before.filter((child) => !isRunTime(child) && !taken.some((other) => isSameName(other.name, child.name)))
      : [];
  const children = [...taken, ...unwritten];
  for (const [index, child] of before.entries()) {
    if (isRunTime(child)) {
      // It stays before the same element.
      const next = before.slice(index + 1).find((other) => !isRunTime(other));
      const place = next === undefined ? -1 : children.findIndex((other) => isSameName(other.name, next.name));
      children.splice(place < 0 ? children.length : place, 0, child);
    }
  }
  return { ...written, config: { ...written.config, children } };
}

function isSameName(one: XmlName, other: XmlName): boolean {
  return one.local === other.local && one.namespace === other.namespace;
}
