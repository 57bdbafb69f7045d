/** An HTML page with its status and headers. */
export interface HtmlPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of http.sys to a request that it does not pass to the PBX. */
export function httpSysPage(status: number, title: string, heading: string, text: string): HtmlPage {
  const body =
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r\n` +
    `<HTML><HEAD><TITLE>${title}</TITLE>\r\n` +
    `<META HTTP-EQUIV="Content-Type" Content="text/html; charset=us-ascii"></HEAD>\r\n` +
    `<BODY><h2>${heading}</h2>\r\n<hr><p>HTTP Error ${status}. ${text}</p>\r\n</BODY></HTML>\r\n`;
  return { status, headers: { "Content-Type": "text/html; charset=us-ascii", Server: "Microsoft-HTTPAPI/2.0" }, body };
}

/** The answer of http.sys to an unknown path. */
export const notFoundPage = httpSysPage(404, "Not Found", "Not Found", "The requested resource is not found.");

/** The answer of http.sys to headers of more than 16 KB. */
export const headersTooLongPage = httpSysPage(
  400,
  "Bad Request",
  "Bad Request - Request Too Long",
  "The size of the request headers is too long.",
);

/** The answer of http.sys to a request line of more than 16 KB. */
export const urlTooLongPage = httpSysPage(
  414,
  "Request URL Too Long",
  "Request URL Too Long",
  "The request URL is too long.",
);

/** The answer of http.sys to what is not HTTP. */
export const badRequestPage = httpSysPage(400, "Bad Request", "Bad Request", "The request is badly formed.");

/** The answer to a body of more than 16 MiB. */
export const bodyTooLargePage = httpSysPage(
  413,
  "Request Entity Too Large",
  "Request Entity Too Large",
  "The request entity is too large.",
);

/** The answer of a reverse proxy that does not reach the PBX. */
export function proxyPage(status: number): HtmlPage {
  const titles: Readonly<Record<number, string>> = {
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
  };
  const title = `${status} ${titles[status] ?? "Error"}`;
  return {
    status,
    headers: { "Content-Type": "text/html", Server: "nginx" },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** A page with status 200 instead of an answer, for example of a proxy that asks for a login. */
export const signInPage: HtmlPage = {
  status: 200,
  headers: { "Content-Type": "text/html; charset=utf-8", Server: "nginx" },
  body: "<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1><br></body></html>\n",
};
