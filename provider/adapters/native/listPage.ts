import { InvalidArgument } from "../../functions/errors";
import { isRecord } from "../../secrets/properties";
import { inIdOrder } from "../../types/idOrder";

/** What a caller wants of a list. */
export interface PageRequest {
  /** How many there may be on all pages together; less than 1 for no limit. */
  limit: number;
  /** How many there may be on this page; less than 1 for no limit. */
  pageSize: number;
  /** What the page before returned; empty for the first page. */
  continuationToken: string;
}

/** A part of a list. */
export interface Page {
  ids: string[];
  /** With it the next page begins; left out on the last one. */
  continuationToken?: string;
}

/** Where a list goes on. */
interface Position {
  /** The last ID of the page before. */
  after: string;
  /** How many may still follow; left out without a limit. */
  left?: number;
}

/**
 * One page of a list, in the order of the IDs, each once.
 *
 * A page begins after the last ID of the page before, not at a number of IDs: an extension that is created or removed between two
 * pages neither repeats nor hides another one.
 *
 * @throws InvalidArgument where the continuation token is not one of this function
 */
export function pageOf(ids: readonly string[], { limit, pageSize, continuationToken }: PageRequest): Page {
  const position = continuationToken === "" ? undefined : readToken(continuationToken);
  // The token knows what is left of the limit: Pulumi's CLI lowers the limit from page to page, other callers repeat it.
  const left = position === undefined ? atMost(limit) : (position.left ?? Number.POSITIVE_INFINITY);
  const sorted = [...new Set(ids)].sort(inIdOrder);
  const rest = position === undefined ? sorted : sorted.filter((id) => inIdOrder(id, position.after) > 0);
  const page = rest.slice(0, Math.min(left, atMost(pageSize)));
  const after = page.at(-1);
  const isLast = after === undefined || page.length === rest.length || page.length === left;
  return { ids: page, ...(!isLast && { continuationToken: tokenOf(after, left - page.length) }) };
}

function atMost(count: number): number {
  return count < 1 ? Number.POSITIVE_INFINITY : count;
}

function tokenOf(after: string, left: number): string {
  const position: Position = { after, ...(Number.isFinite(left) && { left }) };
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function readToken(token: string): Position {
  const { after, left } = parsed(Buffer.from(token, "base64url").toString());
  if (typeof after !== "string" || !(left === undefined || (Number.isSafeInteger(left) && Number(left) > 0))) {
    throw new InvalidArgument("continuationToken", "is not one of this provider: list again from the first page");
  }
  return { after, ...(left !== undefined && { left: Number(left) }) };
}

function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
