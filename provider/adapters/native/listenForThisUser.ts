import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import type { Server } from "@grpc/grpc-js";
import { ServerCredentials } from "@grpc/grpc-js";
import type { SocketAddress } from "./socketUsers";
import { tellsSocketUsers, userOfSocket } from "./socketUsers";

const LOCALHOST = "127.0.0.1";

/**
 * Lets a server listen on a free port of this machine, for the user who runs this process and for root.
 *
 * A plugin of Pulumi has no login: without this, every user of the machine who finds its port could read passwords and delete
 * extensions through it. A connection of another user is closed before a byte of it is read: it can neither call a method and
 * vanish before the answer, nor fill the memory. Where the system does not tell who made a connection (other systems than Linux), all
 * connections are taken; where it does, every doubt closes the connection.
 *
 * @returns the port
 * @throws the system's error where this process cannot listen
 */
export function listenForThisUser(server: Server): Promise<number> {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return new Promise((resolve, reject) => {
    const listener = createServer({ noDelay: true });
    listener.once("error", reject).listen(0, LOCALHOST, () => {
      const { port } = listener.address() as AddressInfo;
      const here = { address: LOCALHOST, port };
      const tells = tellsSocketUsers(here);
      listener.on("connection", (socket) => {
        if (!tells || isAllowed(otherEndOf(socket), here)) {
          injector.injectConnection(socket);
        } else {
          socket.destroy();
        }
      });
      resolve(port);
    });
  });
}

function isAllowed(from: SocketAddress | undefined, here: SocketAddress): boolean {
  const user = from === undefined ? undefined : userOfSocket(from, here);
  return user !== undefined && (user === 0 || user === process.getuid?.());
}

/** Undefined where the connection has ended already. */
function otherEndOf({ remoteAddress, remotePort }: Socket): SocketAddress | undefined {
  return remoteAddress === undefined || remotePort === undefined
    ? undefined
    : { address: remoteAddress, port: remotePort };
}
