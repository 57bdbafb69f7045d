import type { IncomingMessage } from "node:http";
import { ApiRequest } from "../api/apiRequest";
import { Parameters } from "../api/parameters";
import type { Switches } from "../switches";
import { decodeForm, MalformedForm } from "./decodeForm";
import { readBody } from "./readBody";

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
