import type { IncomingMessage } from "node:http";
import { ApiRequest, Parameters } from "../api/apiRequest";
import type { Switches } from "../switches";

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads a body of up to so many bytes.
 *
 * @returns undefined where it is larger; then the rest is not read
 * @throws where the connection ends before the body does
 */
export async function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer;
    length += piece.length;
    if (length > maxBytes) {
      return undefined;
    }
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a request for the PBX's own code: parameters from the query and, of a POST, from the body.
 *
 * @returns undefined where its body is too large
 * @throws where the connection ends before the request does
 */
export async function readApiRequest(
  request: IncomingMessage,
  { postBody, otherPathOrMethod }: Switches,
): Promise<ApiRequest | undefined> {
  const remoteAddress = request.socket.remoteAddress ?? "";
  const body = await readBody(request);
  if (body === undefined) {
    return undefined;
  }
  const unreadable = (problem: string) => new ApiRequest(new Parameters([]), remoteAddress, problem);
  const { path, query } = target(request);
  if (otherPathOrMethod === "300" && path !== "/") {
    return unreadable("path");
  }
  if (otherPathOrMethod === "300" && !isPlainMethod(request)) {
    return unreadable("method");
  }
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers["content-type"] ?? "");
  const readsBody = request.method === "POST" && postBody !== "ignored" && body.length > 0;
  if (readsBody && !isForm) {
    return unreadable("body");
  }
  try {
    const inQuery = decodeForm(Buffer.from(query, "latin1"), "utf-8");
    const inBody = readsBody ? decodeForm(body, postBody) : [];
    return new ApiRequest(new Parameters([...inQuery, ...inBody]), remoteAddress);
  } catch (error) {
    if (error instanceof MalformedForm) {
      return unreadable("parameters");
    }
    throw error;
  }
}

/** Path and query of a request, still encoded. */
export function target(request: IncomingMessage): { path: string; query: string } {
  const url = request.url ?? "";
  const end = url.indexOf("?");
  return end < 0 ? { path: url, query: "" } : { path: url.slice(0, end), query: url.slice(end + 1) };
}

/** Whether the method is GET or POST. */
export function isPlainMethod(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "POST";
}

/** A string is not `application/x-www-form-urlencoded`. */
export class MalformedForm extends Error {
  override readonly name = "MalformedForm";
}

export type FormCharset = "utf-8" | "latin1";

/**
 * Decodes a query or the body of a form into names and values, in their order.
 *
 * @throws MalformedForm where a `%` does not begin a byte, or the bytes are not valid in the charset
 */
export function decodeForm(bytes: Buffer, charset: FormCharset): (readonly [string, string])[] {
  return bytes
    .toString("latin1")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const end = pair.indexOf("=");
      const name = end < 0 ? pair : pair.slice(0, end);
      return [decode(name, charset), end < 0 ? "" : decode(pair.slice(end + 1), charset)] as const;
    });
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param text - one character for each byte */
function decode(text: string, charset: FormCharset): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    throw new MalformedForm("a % that does not begin a byte");
  }
  const bytes = text
    .replaceAll("+", " ")
    .replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  if (charset === "latin1" || !/[\x80-\xff]/.test(bytes)) {
    return bytes;
  }
  try {
    return strict.decode(Buffer.from(bytes, "latin1"));
  } catch {
    throw new MalformedForm("bytes that are not UTF-8");
  }
}
