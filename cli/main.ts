#!/usr/bin/env node
import { processTerminal } from "./processTerminal";
import { run } from "./run";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => ending.abort());
}
// Whoever read the output has gone, as in `pulumi-ozeki simulate | head`.
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
