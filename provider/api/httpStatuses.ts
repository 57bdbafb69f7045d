import type { ReplyProblem } from "./errors";

/** What is wrong where a TLS server got plain HTTP. */
export const SPEAKS_TLS = "this port speaks TLS";

/** What an HTTP status means here: the PBX itself answers every request with 200. */
interface StatusHint {
  /** In one phrase; empty for a status that says no more than its number. */
  readonly hint: string;
  readonly problem: ReplyProblem;
}

const hints: Readonly<Record<number, StatusHint>> = {
  400: { hint: "the web server does not accept the request", problem: "request not accepted" },
  401: { hint: "a web server asks for a login by HTTP, which the PBX does not use", problem: "HTTP login" },
  403: { hint: "the web server does not allow the request", problem: "request not accepted" },
  404: { hint: "the default port is 7780", problem: "other" },
  405: { hint: "the web server takes no POST at this address", problem: "other" },
  407: { hint: "a proxy asks for a login", problem: "proxy login" },
  413: { hint: "the request is too large for the proxy before the PBX", problem: "other" },
  421: { hint: "the web server does not serve this host name", problem: "request not accepted" },
  429: { hint: "the proxy before the PBX limits the requests: a smaller `maxConcurrency` may help", problem: "other" },
};

/** The words of nginx, Go and Apache for plain HTTP that arrives at a TLS port. */
const PLAIN_AT_TLS =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL/i;

/** The meaning of a status other than 200. */
export function statusHint(status: number, body: Buffer): StatusHint {
  if (status >= 300 && status < 400) {
    return {
      hint: "a redirect, which is not followed: a command with passwords goes to the configured address only",
      problem: "other",
    };
  }
  if (status === 400 && PLAIN_AT_TLS.test(body.toString("latin1", 0, 4096))) {
    return { hint: SPEAKS_TLS, problem: "TLS port" };
  }
  return hints[status] ?? { hint: "", problem: "other" };
}
