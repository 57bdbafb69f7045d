import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { tlsFile } from "./tlsFile";

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = (request: SeenRequest, response: ServerResponse, socket: Socket) => unknown;

/** An HTTP server on a free port that answers as a test wants it, and remembers what it saw. */
export class HttpServer {
  readonly requests: SeenRequest[] = [];
  /** Connections that were made, TLS handshakes that failed not counted. */
  connections = 0;
  readonly origin: string;
  readonly #server: Server;

  private constructor(server: Server, scheme: string) {
    this.#server = server;
    this.origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** @param certificate - such as `server.pem`, for TLS */
  static async start(answer: Answer | string, certificate?: string): Promise<HttpServer> {
    const server =
      certificate === undefined
        ? createServer()
        : createTlsServer({ cert: readFileSync(tlsFile(certificate)), key: readFileSync(tlsFile("server-key.pem")) });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const started = new HttpServer(server, certificate === undefined ? "http" : "https");
    server.on(certificate === undefined ? "connection" : "secureConnection", () => {
      started.connections += 1;
    });
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      started.#take(request, response, answer).catch(() => response.destroy());
    });
    return started;
  }

  /** Ends every connection, too. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse, answer: Answer | string): Promise<void> {
    const seen = { method: request.method, url: request.url, headers: request.headers, body: await text(request) };
    this.requests.push(seen);
    if (typeof answer === "string") {
      response.setHeader("Content-Type", "application/xml").end(answer);
    } else {
      await answer(seen, response, request.socket);
    }
  }
}
