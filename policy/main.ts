#!/usr/bin/env node
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { serve } from "../provider/adapters/native/serve";
import { analyzerService } from "./analyzer";
import { PolicyPack } from "./policyPack";

declare const PULUMI_OZEKI_VERSION: string;

main(process.argv[2]);

/** @param argument - the engine's address, which the rules do not need */
function main(argument: string | undefined): void {
  if (argument === "--version" || argument === "--help") {
    console.log(
      argument === "--version"
        ? PULUMI_OZEKI_VERSION
        : "The policies for extensions of an Ozeki Phone System. Pulumi starts it: pulumi preview --policy-pack FILE, with this file.",
    );
    return;
  }
  serve(
    "The policies for Ozeki Phone Systems",
    AnalyzerService,
    analyzerService(new PolicyPack(), PULUMI_OZEKI_VERSION),
  );
}
