import { LINE_END, writeXml } from "../xml/writeXml";
import type { XmlElement } from "../xml/xmlElement";
import { element } from "../xml/xmlElement";

/** An answer of the PBX, before it is written. */
export interface Answer {
  readonly code: number;
  readonly message: string;
  readonly payload?: XmlElement;
  /** Why the PBX refuses, in one sentence, where the code alone does not tell. It is not a part of what is sent. */
  readonly why?: string;
}

/**
 * An answer with its documented message.
 *
 * @param values - the values of `{0}` and `{1}`
 */
export function answer(code: StatusCode, values: readonly string[] = [], payload?: XmlElement): Answer {
  const message = statusMessages[code].replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? "");
  return { code, message, ...(payload !== undefined && { payload }) };
}

/** Whether a value is an answer, and not the result that was expected. */
export function isAnswer(candidate: object): candidate is Answer {
  return "code" in candidate && "message" in candidate;
}

const xsi = { prefix: "xsi", namespace: "http://www.w3.org/2001/XMLSchema-instance" };
const xsd = { prefix: "xsd", namespace: "http://www.w3.org/2001/XMLSchema" };

/**
 * Writes an answer in the documented form: a Config precedes the code, and the document has an encoding and no
 * namespaces; any other payload follows it, without an encoding and with two namespaces that nothing uses.
 */
export function writeAnswer(answer: Answer): string {
  const { code, message, payload } = answer;
  const outcome = [element("Code", [String(code)]), element("Message", [message])];
  if (payload?.name.local === "Config") {
    return document(` encoding="utf-8"`, element("Response", [payload, ...outcome]));
  }
  const response = element("Response", payload === undefined ? outcome : [...outcome, payload]);
  // The documented sample of 401 has the two in the other order.
  return document("", { ...response, declarations: code === 401 ? [xsd, xsi] : [xsi, xsd] });
}

function document(encoding: string, root: XmlElement): string {
  return `<?xml version="1.0"${encoding}?>${LINE_END}${writeXml(root)}`;
}

/** The documented codes with their messages, spelling included. `{0}` and `{1}` are filled in. */
export const statusMessages = {
  200: "Command successfully executed",
  300: "Error occured during parsing message: '{0}'",
  301: "Not implemented command: '{0}'",
  302: "Missing or invalid parameter '{0}' for command '{1}'",
  303: "Command '{0}' cannot be used here",
  304: "Authentication required",
  305: "Authentication failed, bad username or password",
  306: "User is not allowed to use API in ACL",
  307: "Use API from this address is forbidden",
  401: "API extension '{0}' unavailable, please check configuration or permissions",
  402: "Call connect to '{0}' failed with result state '{1}'",
  501: "Destination of the SMS is not found",
  601: "Call not found with ID '{0}'",
  701: "Configuration for type '{0}' not found",
  702: "Invalid configuration for type '{0}'",
  703: "Extension configuration already exists",
} as const;

/** A documented code. */
export type StatusCode = keyof typeof statusMessages;

/** Whether a number is a documented code. */
export function isStatusCode(code: number): code is StatusCode {
  return Object.hasOwn(statusMessages, code);
}
