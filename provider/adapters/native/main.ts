#!/usr/bin/env node
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Claims } from "../../lifecycle/claims";
import { isEngineAddress, RunClaims } from "../shared/runClaims";
import { EngineLog } from "./engineLog";
import { forThisUser } from "./peer";
import type { Run } from "./provider";
import { Provider } from "./provider";

declare const PULUMI_OZEKI_VERSION: string;
declare const PULUMI_OZEKI_SCHEMA: string;

/** The engine's own limit. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

main(process.argv[2]);

/** @param engine - the engine's address; without one the log goes to standard error */
function runOf(engine: string | undefined): Run {
  if (!isEngineAddress(engine)) {
    const print = (line: string) => console.error(line);
    return { claims: new Claims(), log: { info: print, warn: print }, flush: async () => {} };
  }
  const log = new EngineLog(engine);
  return { claims: new Claims(new RunClaims(engine, log)), log, flush: () => log.flush() };
}

/** @param engine - the engine's address, with which it starts every provider */
function main(engine: string | undefined): void {
  if (engine === "--version" || engine === "--help") {
    console.log(
      engine === "--version"
        ? PULUMI_OZEKI_VERSION
        : "The Pulumi provider of Ozeki Phone Systems. Pulumi starts it by itself: do not run it by hand.",
    );
    return;
  }
  const provider = new Provider({
    version: PULUMI_OZEKI_VERSION,
    schema: () => PULUMI_OZEKI_SCHEMA,
    run: runOf(engine),
    ...(!isEngineAddress(engine) && { runOf }),
  });
  let listensOn = 0;
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(
    ResourceProviderService,
    forThisUser(provider.service(), () => listensOn),
  );
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    listensOn = port;
    if (error !== null) {
      console.error(`The provider of Ozeki Phone Systems cannot listen on 127.0.0.1: ${error.message}`);
      process.exitCode = 1;
      return;
    }
    // The engine reads the port first.
    console.log(port);
  });
}
