#!/usr/bin/env node
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Claims } from "../../lifecycle/claims";
import { RunClaims } from "../shared/runClaims";
import { EngineLog } from "./engineLog";
import type { Run } from "./provider";
import { Provider } from "./provider";

declare const PULUMI_OZEKI_VERSION: string;
declare const PULUMI_OZEKI_SCHEMA: string;

/** What the engine has for one message at the most. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

main(process.argv[2]);

/** @param engine - its address; without one nobody hears what is said */
function runOf(engine: string | undefined): Run {
  if (engine === undefined || !/^\S+:\d+$/.test(engine)) {
    const say = (line: string) => console.error(line);
    return { claims: new Claims(), say, warn: say, flush: async () => {} };
  }
  const log = new EngineLog(engine);
  const say = (line: string) => log.say(line);
  const warn = (line: string) => log.warn(line);
  return { claims: new Claims(new RunClaims(engine, say)), say, warn, flush: () => log.flush() };
}

/** @param engine - the engine's address, with which it starts every provider */
function main(engine: string | undefined): void {
  if (engine === "--version" || engine === "--help") {
    console.log(
      engine === "--version"
        ? PULUMI_OZEKI_VERSION
        : "The Pulumi provider of Ozeki Phone Systems. Pulumi starts it by itself: there is nothing to run by hand.",
    );
    return;
  }
  const provider = new Provider({
    version: PULUMI_OZEKI_VERSION,
    schema: () => PULUMI_OZEKI_SCHEMA,
    run: runOf(engine),
    runOf,
  });
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  server.addService(ResourceProviderService, provider.service());
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      console.error(`The provider of Ozeki Phone Systems cannot listen on 127.0.0.1: ${error.message}`);
      process.exitCode = 1;
      return;
    }
    // What the engine reads first.
    console.log(port);
  });
}
