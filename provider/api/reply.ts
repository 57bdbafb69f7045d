import { commandTable } from "./commands";
import { BadReply, GatewayFailure, gatewayStatuses, MalformedXml, refusalOf } from "./errors";
import { statusHint } from "./httpStatuses";
import { redactMessage } from "./redactMessage";
import type { RequestSubject } from "./requestSubject";
import { OK } from "./statusCodes";
import type { HttpReply } from "./transport/sendRequest";
import type { XmlElement } from "./xml/element";
import { childrenNamed, textOf } from "./xml/element";
import { parseXml } from "./xml/parse";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a reply. The order of its elements, its declaration, namespaces, prefixes and layout do not count; only its
 * Code says whether the command was executed.
 *
 * @returns the `<Response>` of a command that was executed
 * @throws CommandRefused for every Code but 200
 * @throws GatewayFailure for the answer of a proxy without the PBX
 * @throws BadReply for any other reply that is not one of this API
 */
export function readReply(subject: RequestSubject, reply: HttpReply): XmlElement {
  if (gatewayStatuses.includes(reply.status)) {
    throw new GatewayFailure(subject, reply.status);
  }
  if (reply.status !== 200) {
    // After a redirect or a refusal by HTTP itself the command was not executed.
    const sent = reply.status >= 300 && reply.status < 500 ? "no" : "maybe";
    const { hint, problem } = statusHint(reply.status, reply.body);
    const why = `HTTP ${reply.status}, where the PBX answers 200 to everything${hint === "" ? "" : ` (${hint})`}`;
    throw new BadReply(subject, why, sent, problem);
  }
  const compression = compressionOf(reply);
  if (compression !== undefined) {
    throw new BadReply(
      subject,
      `it is compressed (${compression}), although that was not asked for`,
      "maybe",
      "compressed",
    );
  }
  const response = parse(subject, reply.body);
  const code = codeOf(subject, response);
  if (code !== OK) {
    throw refusalOf(subject, code, redactMessage(subject, code, messageOf(response)));
  }
  return response;
}

/** The names of compressions in HTTP, with the first bytes of what is compressed so, where it always begins so. */
const COMPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  gzip: ["1f8b"],
  "x-gzip": [],
  deflate: ["7801", "789c", "78da"],
  br: [],
  zstd: ["28b52ffd"],
  compress: ["1f9d"],
};

/** How a reply is compressed; undefined where it is not. */
function compressionOf({ encoding = "", body }: HttpReply): string | undefined {
  const named = encoding
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (named.length > 0) {
    // Nothing of the reply's text is shown, but for a name that is known.
    return named.find((name) => Object.hasOwn(COMPRESSIONS, name)) ?? "an unknown way";
  }
  return Object.keys(COMPRESSIONS).find((name) => COMPRESSIONS[name]?.some((bytes) => startsWith(body, bytes)));
}

function startsWith(body: Buffer, hexBytes: string): boolean {
  return body.toString("hex", 0, hexBytes.length / 2) === hexBytes;
}

/** The first bytes of XML in UTF-16, with and without a byte order mark. */
const UTF_16 = ["fffe", "feff", "3c00", "003c"];

function parse(subject: RequestSubject, body: Buffer): XmlElement {
  if (UTF_16.some((bytes) => startsWith(body, bytes))) {
    throw new BadReply(subject, "it is not UTF-8, but UTF-16");
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new BadReply(subject, "it is not UTF-8");
  }
  const foreign = foreignReply(text);
  if (foreign !== undefined) {
    throw new BadReply(subject, foreign);
  }
  try {
    return parseXml(text, commandTable[subject.command].reply);
  } catch (error) {
    throw error instanceof MalformedXml ? new BadReply(subject, error.message) : error;
  }
}

/** Identifies replies that often arrive instead of the PBX's. */
function foreignReply(text: string): string | undefined {
  const start = text.slice(0, 1024).trimStart().toLowerCase();
  if (start === "") {
    return text.trim() === "" ? "it is empty" : undefined;
  }
  if (/^(<\?xml [^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype html|html)\b/s.test(start)) {
    return "it is an HTML page, as a proxy or another web server sends it";
  }
  return start.startsWith("<")
    ? undefined
    : "it is not XML (a newer product of the vendor, on port 9509, has another API)";
}

function codeOf(subject: RequestSubject, response: XmlElement): number {
  if (response.name !== "Response") {
    throw new BadReply(subject, "its root element is not Response");
  }
  const codes = childrenNamed(response, "Code").map((code) => textOf(code).trim());
  const [code, ...others] = codes;
  if (code === undefined) {
    throw new BadReply(subject, "it has no Code (a newer product of the vendor, on port 9509, has another API)");
  }
  if (others.length > 0) {
    throw new BadReply(subject, "it has more than one Code");
  }
  if (!/^\d{1,9}$/.test(code)) {
    throw new BadReply(subject, "its Code is not a number");
  }
  return Number(code);
}

function messageOf(response: XmlElement): string {
  const [message] = childrenNamed(response, "Message");
  return message === undefined ? "" : textOf(message);
}
