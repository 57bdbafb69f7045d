import type { AddressInfo, Server, Socket } from "node:net";
import { createServer } from "node:net";

/** A TCP server on a free port, for replies that no HTTP server would send. */
export class RawServer {
  /** How many connections were made. */
  connections = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param onConnection - called for each connection */
  static async start(onConnection: (socket: Socket) => void): Promise<RawServer> {
    const server = createServer();
    const started = new RawServer(server);
    server.on("connection", (socket) => {
      started.connections += 1;
      started.#sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => started.#sockets.delete(socket));
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return started;
  }

  /** Answers the first request of each connection with these bytes, then ends the connection as told. */
  static async answering(bytes: string | Buffer, end: "end" | "reset" | "keep" = "end"): Promise<RawServer> {
    return RawServer.start((socket) => {
      socket.once("data", () => {
        socket.write(bytes, () => {
          if (end === "end") {
            socket.end();
          } else if (end === "reset") {
            socket.resetAndDestroy();
          }
        });
      });
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends every connection, too. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    await closed;
  }
}
