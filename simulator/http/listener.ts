import { setMaxListeners } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { inertHeaders } from "./browsers";
import { badRequestPage, headersTooLongPage, urlTooLongPage } from "./htmlPages";

/** http.sys's limit for the request line and the headers together, in bytes. */
const MAX_HEADER_BYTES = 16 * 1024;

/** http.sys closes a connection that is idle for two minutes. */
const IDLE_TIMEOUT_MS = 120_000;

export interface ListenerEvents {
  /** @returns false to refuse the connection */
  onConnection(): boolean;
  onRequest(request: IncomingMessage, response: ServerResponse): void;
}

/** An HTTP server that can be stopped at once and started again. */
export class Listener {
  readonly #events: ListenerEvents;
  readonly #sockets = new Set<Socket>();
  #running: { server: Server; ending: AbortController } | undefined;
  #connections = 0;

  constructor(events: ListenerEvents) {
    this.#events = events;
  }

  /** The number of open connections. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** The number of all connections so far, refused ones included. */
  get connections(): number {
    return this.#connections;
  }

  /** @returns the port; the operating system chooses one for 0 */
  async listen(host: string, port: number): Promise<number> {
    const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: IDLE_TIMEOUT_MS });
    server.on("connection", (socket) => this.#accept(socket));
    server.on("request", (request, response) => this.#events.onRequest(request, response));
    server.on("clientError", refuseAsHttpSys);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, () => {
        server.off("error", reject);
        resolve();
      });
    });
    const ending = new AbortController();
    // Each waiting request adds one.
    setMaxListeners(0, ending.signal);
    this.#running = { server, ending };
    return (server.address() as AddressInfo).port;
  }

  /** Ends all connections, also those that hang, and everything that waits. Does nothing if it is not running. */
  async close(): Promise<void> {
    const running = this.#running;
    if (running === undefined) {
      return;
    }
    this.#running = undefined;
    running.ending.abort();
    const closed = new Promise<void>((resolve) => {
      running.server.close(() => resolve());
    });
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }

  /** Waits. @throws where the listener is closed meanwhile */
  async pause(milliseconds: number): Promise<void> {
    await after(milliseconds, undefined, { signal: this.#running?.ending.signal ?? AbortSignal.abort() });
  }

  #accept(socket: Socket): void {
    this.#connections += 1;
    if (!this.#events.onConnection()) {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }
}

/** Answers a request that http.sys does not pass on. */
function refuseAsHttpSys(error: Error & { code?: string; rawPacket?: Buffer }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLong = error.code === "HPE_HEADER_OVERFLOW";
  const isLineTooLong = isTooLong && error.rawPacket?.subarray(0, MAX_HEADER_BYTES).includes("\n") !== true;
  const page = isLineTooLong ? urlTooLongPage : isTooLong ? headersTooLongPage : badRequestPage;
  const headers = {
    ...inertHeaders,
    ...page.headers,
    Connection: "close",
    "Content-Length": String(Buffer.byteLength(page.body)),
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const title = page.status === 414 ? "Request-URI Too Long" : "Bad Request";
  socket.end(`HTTP/1.1 ${page.status} ${title}\r\n${head.join("")}\r\n${page.body}`);
}
