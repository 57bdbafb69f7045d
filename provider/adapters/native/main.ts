#!/usr/bin/env node
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Claims } from "../../lifecycle/claims";
import { isEngineAddress, RunClaims } from "../shared/runClaims";
import { EngineLog } from "./engineLog";
import type { Run } from "./provider";
import { Provider } from "./provider";
import { serve } from "./serve";

declare const PULUMI_OZEKI_VERSION: string;
declare const PULUMI_OZEKI_SCHEMA: string;

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
  serve("The provider of Ozeki Phone Systems", ResourceProviderService, provider.service());
}
