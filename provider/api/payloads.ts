import { BadReply } from "./errors";
import type { RequestSubject } from "./requestSubject";
import type { XmlElement } from "./xml/element";
import { attributesWhenWritten, childrenNamed, isElement, textOf } from "./xml/element";
import { MAX_ATTRIBUTES_OF_ELEMENT, singleLimits } from "./xml/wellFormed";

/** How long the ID and the type of an extension may be, in UTF-16 units: no phone dials so many digits, and all are matched, sorted and shown. */
export const MAX_ID_LENGTH = 1_000;

/** An extension in a list: an entry of ListExtensions. */
export interface ExtensionSummary {
  /** The extension's ID, element `Id`. */
  id: string;
  /** The PBX's name for its type, element `Type`, such as `SIP`. */
  type: string;
}

/** An active call: an entry of ListActiveCalls, as the PBX writes it; a value is empty where it writes nothing. */
export interface ActiveCall {
  /** Element `CallState`. */
  callState: string;
  /** Element `CallId`. */
  callId: string;
  /** The calling party: element `Source`. */
  source: string;
  /** Element `CallerId`. */
  callerId: string;
  /** The called party: element `Destination`. */
  destination: string;
  /** The start of the call, in the PBX's own format: element `StartTime`. */
  startTime: string;
  /** How long it has rung, in the PBX's own format: element `RingDuration`. */
  ringDuration: string;
  /** How long the call has lasted, in the PBX's own format: element `TalkDuration`. */
  talkDuration: string;
}

/**
 * The payload of GetConfig, which can be written and read again: into the state, and to the PBX.
 *
 * @throws BadReply where the reply has no configuration, or several, or one that takes too much when it is written
 */
export function configOf(subject: RequestSubject, response: XmlElement): XmlElement {
  const config = only(subject, response, "Config");
  const { most, total } = attributesWhenWritten(config);
  if (most > MAX_ATTRIBUTES_OF_ELEMENT || total > singleLimits.attributes) {
    throw new BadReply(
      subject,
      `it takes more than ${singleLimits.attributes} attributes, or ${MAX_ATTRIBUTES_OF_ELEMENT} in one element, when it is written again with its namespaces`,
    );
  }
  return config;
}

/** The payload of ListExtensions. @throws BadReply where the reply has no list, or an entry without its ID */
export function extensionsOf(subject: RequestSubject, response: XmlElement): ExtensionSummary[] {
  return entriesOf(subject, response, "Extensions", "ExtensionSummary").map((summary) => {
    const id = textOf(only(subject, summary, "Id"));
    const type = text(summary, "Type");
    for (const [what, value] of [
      ["an ID", id],
      ["a type", type],
    ] as const) {
      if (value.length > MAX_ID_LENGTH) {
        throw new BadReply(subject, `it has an extension with ${what} of more than ${MAX_ID_LENGTH} characters`);
      }
    }
    return { id, type };
  });
}

/** The payload of ListExtensionTypes: the text of every element, whatever its name is. */
export function extensionTypesOf(response: XmlElement): string[] {
  return payloadOf(response)
    .flatMap(textsOfLeaves)
    .filter((name) => name !== "");
}

/** The payload of ListActiveCalls. @throws BadReply where the reply has no list */
export function activeCallsOf(subject: RequestSubject, response: XmlElement): ActiveCall[] {
  return entriesOf(subject, response, "ActiveCalls", "CallInfo").map((call) => ({
    callState: text(call, "CallState"),
    callId: text(call, "CallId"),
    source: text(call, "Source"),
    callerId: text(call, "CallerId"),
    destination: text(call, "Destination"),
    startTime: text(call, "StartTime"),
    ringDuration: text(call, "RingDuration"),
    talkDuration: text(call, "TalkDuration"),
  }));
}

/** The entries of a list. A reply without any payload is an empty list, which some XML writers leave out. */
function entriesOf(subject: RequestSubject, response: XmlElement, list: string, entry: string): XmlElement[] {
  if (payloadOf(response).length === 0) {
    return [];
  }
  const parent = only(subject, response, list);
  const entries = childrenNamed(parent, entry);
  if (entries.length === 0 && parent.children.some(isElement)) {
    // Read as an empty list, it would mean that all extensions are gone.
    throw new BadReply(subject, `its ${list} has elements, and none of them is ${entry}`);
  }
  return entries;
}

function payloadOf(response: XmlElement): XmlElement[] {
  return response.children.filter(isElement).filter(({ name }) => name !== "Code" && name !== "Message");
}

function only(subject: RequestSubject, parent: XmlElement, name: string): XmlElement {
  const [found, ...others] = childrenNamed(parent, name);
  if (found === undefined || others.length > 0) {
    throw new BadReply(subject, `it has ${found === undefined ? "no" : "more than one"} ${name} in its ${parent.name}`);
  }
  return found;
}

function text(parent: XmlElement, name: string): string {
  const [found] = childrenNamed(parent, name);
  return found === undefined ? "" : textOf(found);
}

function textsOfLeaves(element: XmlElement): string[] {
  const children = element.children.filter(isElement);
  return children.length === 0 ? [textOf(element).trim()] : children.flatMap(textsOfLeaves);
}
