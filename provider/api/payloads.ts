import { BadReply } from "./errors";
import type { RequestSubject } from "./requestSubject";
import type { XmlElement } from "./xml/element";
import { childrenNamed, isElement, textOf } from "./xml/element";

/** An extension in a list: an entry of ListExtensions. */
export interface ExtensionSummary {
  /** The extension's ID, element `Id`. */
  id: string;
  /** The PBX's name for its type, element `Type`, such as `SIP`. */
  type: string;
}

/** A call that is going on: an entry of ListActiveCalls, as the PBX writes it; empty where it writes nothing. */
export interface ActiveCall {
  /** Element `CallState`. */
  callState: string;
  /** Element `CallId`. */
  callId: string;
  /** Who calls: element `Source`. */
  source: string;
  /** Element `CallerId`. */
  callerId: string;
  /** Who is called: element `Destination`. */
  destination: string;
  /** When the call began, in the PBX's own notation: element `StartTime`. */
  startTime: string;
  /** How long it has rung, in the PBX's own notation: element `RingDuration`. */
  ringDuration: string;
  /** How long the call has lasted, in the PBX's own notation: element `TalkDuration`. */
  talkDuration: string;
}

/** @throws BadReply where the reply holds no configuration, or several */
export function configOf(subject: RequestSubject, response: XmlElement): XmlElement {
  return only(subject, response, "Config");
}

/** @throws BadReply where the reply holds no list, or an entry without its ID */
export function extensionsOf(subject: RequestSubject, response: XmlElement): ExtensionSummary[] {
  return entriesOf(subject, response, "Extensions", "ExtensionSummary").map((summary) => ({
    id: textOf(only(subject, summary, "Id")),
    type: text(summary, "Type"),
  }));
}

/** Takes every element that holds the name of a type, whatever the element is called. */
export function extensionTypesOf(response: XmlElement): string[] {
  return payloadOf(response)
    .flatMap(leafTexts)
    .filter((name) => name !== "");
}

/** @throws BadReply where the reply holds no list */
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

/** A reply without any payload is an empty list: some XML writers leave an empty one out. */
function entriesOf(subject: RequestSubject, response: XmlElement, list: string, entry: string): XmlElement[] {
  if (payloadOf(response).length === 0) {
    return [];
  }
  const parent = only(subject, response, list);
  const entries = childrenNamed(parent, entry);
  if (entries.length === 0 && parent.children.some(isElement)) {
    // Taken for an empty list, it would say that all extensions are gone.
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

function leafTexts(element: XmlElement): string[] {
  const children = element.children.filter(isElement);
  return children.length === 0 ? [textOf(element).trim()] : children.flatMap(leafTexts);
}
