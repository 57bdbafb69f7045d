#!/usr/bin/env node
import { run } from "./run";
import { processTerminal } from "./shared/processTerminal";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // Not once: a second one would end the process in the middle of tidying up.
  process.on(signal, () => {
    if (ending.signal.aborted) {
      console.error("Still tidying up.");
    }
    ending.abort();
  });
}
// The reader of the output has gone, as in `pulumi-ozeki simulate | head`.
process.stdout.on("error", () => ending.abort());

run(process.argv.slice(2), processTerminal(ending.signal)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
