import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { httpSysPage } from "./htmlPages";

/**
 * For a browser that opens an answer: it runs no script in it, whatever an extension's configuration holds, and takes it for
 * nothing but what its type says.
 */
export const inertHeaders = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
} as const;

/** The answer to a request that a page of another site has made. */
export const otherSitePage = httpSysPage(
  403,
  "Forbidden",
  "Forbidden",
  "A page of another web site made this request, or may have: over a network a browser does not tell. Open the address that the simulator prints, on the machine where it runs, or use a program that is not a browser.",
);

/** What Windows PowerShell calls itself, too, is a browser. */
const BROWSER = /^Mozilla\/(?!.*PowerShell\/)/;

/**
 * Whether a page of another site may have made a request: a person's browser reaches a PBX on that person's machine for any
 * page that it shows. Programs that are not browsers are not asked from where they come.
 *
 * @param host - the address that the simulator listens on
 * @param mayLead - whether a link may lead here: what a browser opens for a person to see, it does not show to the page before
 */
export function isFromOtherSite({ headers, method }: IncomingMessage, host: string, mayLead: boolean): boolean {
  const { origin, referer, host: named = "", "user-agent": agent = "" } = headers;
  const site = headers["sec-fetch-site"];
  if (site === undefined && origin === undefined && referer === undefined && !BROWSER.test(agent)) {
    return false;
  }
  // The name of another site can be made to point to this machine. Then the browser takes both for one site.
  if (!isOwnName(named, host)) {
    return true;
  }
  const isOpened = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (mayLead && method === "GET" && (site === undefined || isOpened)) {
    return false;
  }
  const own = `http://${named}`;
  if (origin !== undefined && origin !== own) {
    return true;
  }
  // Over a network without TLS a browser does not tell from where a request comes, but for the page that made it.
  return site === undefined
    ? origin === undefined && referer?.startsWith(`${own}/`) !== true
    : site !== "same-origin" && site !== "none";
}

/**
 * Whether a request comes from a page that the simulator itself has sent, which a request that changes something in the
 * console must prove. A browser names the origin of the page in every POST, and no page can change it.
 *
 * @param host - the address that the simulator listens on
 */
export function isOwnPage({ headers }: IncomingMessage, host: string): boolean {
  const { origin, host: named = "" } = headers;
  const site = headers["sec-fetch-site"];
  return isOwnName(named, host) && origin === `http://${named}` && (site === undefined || site === "same-origin");
}

/** Whether a browser that uses this name means this machine: an address, or one of the machine's own names. */
function isOwnName(named: string, host: string): boolean {
  const name = /^(?:\[([\da-f:.]+)\]|([^:]+))(?::\d+)?$/i.exec(named);
  const bare = (name?.[1] ?? name?.[2] ?? "").toLowerCase();
  return isIP(bare) !== 0 || ["localhost", host.toLowerCase(), hostname().toLowerCase()].includes(bare);
}
