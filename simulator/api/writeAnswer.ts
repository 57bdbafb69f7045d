import { LINE_END, writeXml } from "../xml/writeXml";
import type { XmlElement } from "../xml/xmlElement";
import { element } from "../xml/xmlElement";
import type { Answer } from "./answer";

const xsi = { prefix: "xsi", namespace: "http://www.w3.org/2001/XMLSchema-instance" };
const xsd = { prefix: "xsd", namespace: "http://www.w3.org/2001/XMLSchema" };

/**
 * Writes an answer in the documented shape: a Config stands in front of the code, under an encoding and without
 * namespaces; everything else behind it, without an encoding and with two namespaces that nothing uses.
 */
export function writeAnswer(answer: Answer): string {
  const { code, message, payload } = answer;
  const outcome = [element("Code", [String(code)]), element("Message", [message])];
  if (payload?.name.local === "Config") {
    return document(` encoding="utf-8"`, element("Response", [payload, ...outcome]));
  }
  const response = element("Response", payload === undefined ? outcome : [...outcome, payload]);
  // The documented sample of 401 has the two the other way round than that of 200.
  return document("", { ...response, declarations: code === 401 ? [xsd, xsi] : [xsi, xsd] });
}

function document(encoding: string, root: XmlElement): string {
  return `<?xml version="1.0"${encoding}?>${LINE_END}${writeXml(root)}`;
}
