import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { deflateSync, gzipSync } from "node:zlib";
import { BadReply, ConnectionLost, OzekiClient } from "../../../../../provider/api";
import { nextStep } from "../../../../../provider/lifecycle/advice";
import { clientSettings } from "../../../../support/clientSettings";
import { frozenClock } from "../../../../support/frozenClock";
import { HttpServer } from "../../../../support/httpServer";
import { stopAfterTest } from "../../../../support/onTestFinished";
import { okReply } from "../../../../support/replies";
import { rejectionOf } from "../../../../support/thrownErrors";

/** A server that answers every request with these bytes. */
async function answering(...parts: (string | Buffer)[]): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat(parts.map((part) => Buffer.from(part)))));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stopAfterTest({ stop: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http = (status: string, body: string | Buffer = "", headers = "") =>
  [`HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n`, body] as const;

async function failureAt(url: string) {
  const client = stopAfterTest(new OzekiClient(clientSettings(url, { maxRetries: 1 }), undefined, frozenClock));
  const run = client.run("ListExtensions", ({ options }) => client.listExtensions(options));
  return rejectionOf(run);
}

const gzipped = gzipSync(okReply);

describe("an answer that is not the PBX's", () => {
  it.each<[string, readonly (string | Buffer)[], problem: string, RegExp, RegExp]>([
    [
      "100 Continue before the answer",
      ["HTTP/1.1 100 Continue\r\n\r\n", ...http("200 OK", okReply)],
      "unasked answer",
      /an answer that was not asked for, such as 100 Continue/,
      /the proxy before the PBX/,
    ],
    [
      "another protocol",
      ["HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"],
      "unasked answer",
      /an answer that was not asked for/,
      /the proxy before the PBX/,
    ],
    [
      "gzip",
      http("200 OK", gzipped, "Content-Encoding: gzip\r\n"),
      "compressed",
      /it is compressed \(gzip\), although that was not asked for/,
      /Turn off compression/,
    ],
    [
      "gzip without a header",
      http("200 OK", gzipped),
      "compressed",
      /it is compressed \(gzip\)/,
      /Turn off compression/,
    ],
    ...[
      ["another letter case", http("200 OK", gzipped, "Content-Encoding: GZIP\r\n"), "gzip"],
      ["the old name", http("200 OK", gzipped, "Content-Encoding: x-gzip\r\n"), "x-gzip"],
      ["two of them", http("200 OK", "x", "Content-Encoding: identity\r\nContent-Encoding: br, gzip\r\n"), "br"],
      ["deflate without a header", http("200 OK", deflateSync(okReply)), "deflate"],
      ["zstd without a header", http("200 OK", Buffer.from("28b52ffd2000", "hex")), "zstd"],
    ].map(
      ([name, parts, compression]) =>
        [
          `a compression: ${String(name)}`,
          parts,
          "compressed",
          new RegExp(`it is compressed \\(${String(compression)}\\)`),
          /Turn off compression/,
        ] as [string, readonly (string | Buffer)[], string, RegExp, RegExp],
    ),
    ...["utf16le", "utf-16 with a byte order mark"].map(
      (name) =>
        [
          `XML in ${name}`,
          http("200 OK", Buffer.from(name === "utf16le" ? okReply : `\uFEFF${okReply}`, "utf16le")),
          "other",
          /it is not UTF-8, but UTF-16/,
          /must be the address/,
        ] as [string, readonly (string | Buffer)[], string, RegExp, RegExp],
    ),
    [
      "a page of XHTML",
      http("200 OK", '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>'),
      "other",
      /it is an HTML page/,
      /must be the address/,
    ],
    [
      "headers without an end",
      [`HTTP/1.1 200 OK\r\nX: ${"a".repeat(100_000)}\r\n\r\n`],
      "other",
      /its headers are too large/,
      /must be the address/,
    ],
    [
      "a compression of another name",
      http("200 OK", "x", "Content-Encoding: Marked-1\r\n"),
      "compressed",
      /it is compressed \(an unknown way\)/,
      /Turn off compression/,
    ],
    [
      "HTTP 400, as http.sys answers a wrong host name",
      http("400 Bad Request", "<h2>Bad Request - Invalid Hostname</h2>"),
      "request not accepted",
      /HTTP 400, where the PBX answers 200 to everything \(the web server does not accept the request\)/,
      /Set ozeki:url to the host name or IP address that it is set up for/,
    ],
    [
      "HTTP 401",
      http("401 Unauthorized"),
      "HTTP login",
      /a web server asks for a login by HTTP/,
      /not of another web server/,
    ],
    ["HTTP 403", http("403 Forbidden"), "request not accepted", /does not allow the request/, /host name or IP/],
    ["HTTP 407", http("407 Proxy Authentication Required"), "proxy login", /a proxy asks for a login/, /cannot log in/],
    ["HTTP 421", http("421 Misdirected Request"), "request not accepted", /does not serve this host/, /host name/],
    [
      "HTTP 400 of nginx, for plain HTTP at a TLS port",
      http("400 Bad Request", "<center>The plain HTTP request was sent to HTTPS port</center>"),
      "TLS port",
      /this port speaks TLS/,
      /begins with https:/,
    ],
    [
      "an alert of TLS",
      ["\u0015\u0003\u0003\u0000\u0002\u0002\u0016"],
      "TLS port",
      /this port speaks TLS/,
      /begins with https:/,
    ],
    [
      "bytes of another protocol",
      ["SSH-2.0-OpenSSH_9.2\r\n"],
      "other",
      /it is not HTTP/,
      /must be the address of the PBX's HTTP API/,
    ],
  ])(
    "has a message and a next step of its own, and is not repeated: %s",
    async (_, parts, problem, message, advice) => {
      const failure = await failureAt(await answering(...parts));
      expect(failure).toBeInstanceOf(BadReply);
      expect(failure).toMatchObject({ problem, attempts: 1 });
      expect((failure as BadReply).message).toMatch(message);
      expect((failure as BadReply).message).not.toContain("Marked");
      expect(nextStep(failure as BadReply, "create")).toMatch(advice);
    },
  );

  it("is understood after other interim answers, which HTTP allows", async () => {
    const url = await answering(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
      "HTTP/1.1 102 Processing\r\n\r\n",
      ...http("200 OK", okReply),
    );
    const client = stopAfterTest(new OzekiClient(clientSettings(url), undefined, frozenClock));
    expect(await client.run("ListExtensions", ({ options }) => client.listExtensions(options))).toEqual([]);
  });

  it("is a closed connection where a real TLS server gets plain HTTP, and the next step names TLS", async () => {
    const proxy = stopAfterTest(await HttpServer.start(okReply, "server.pem"));
    const failure = await failureAt(proxy.origin.replace("https:", "http:"));
    expect(failure).toBeInstanceOf(ConnectionLost);
    expect(nextStep(failure as ConnectionLost, "create")).toContain("ozeki:url must begin with https://");
  });
});
