import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server } from "@grpc/grpc-js";
import { listenForThisUser } from "./listenForThisUser";

/** The engine's own limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/**
 * Serves the user who runs this process, on a port of 127.0.0.1 that the system chooses, and prints the port: the engine
 * reads it first.
 *
 * @param what - what is served, as the beginning of a message
 */
export function serve(what: string, service: ServiceDefinition, methods: UntypedServiceImplementation): void {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(service, methods);
  listenForThisUser(server).then(
    (port) => console.log(port),
    (error: Error) => {
      console.error(`${what} cannot listen on 127.0.0.1: ${error.message}`);
      process.exitCode = 1;
    },
  );
}
