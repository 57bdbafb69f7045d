import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { forThisUser } from "./peer";

/** The engine's own limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/**
 * Serves the user who runs this process, on a port of 127.0.0.1 that the system chooses, and prints the port: the engine
 * reads it first.
 *
 * @param what - what is served, as the beginning of a message
 */
export function serve(what: string, service: ServiceDefinition, methods: UntypedServiceImplementation): void {
  let listensOn = 0;
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(
    service,
    forThisUser(methods, () => listensOn),
  );
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    listensOn = port;
    if (error !== null) {
      console.error(`${what} cannot listen on 127.0.0.1: ${error.message}`);
      process.exitCode = 1;
      return;
    }
    console.log(port);
  });
}
