#!/usr/bin/env node
import { inspect } from "node:util";
import { run } from "./run";
import { processTerminal } from "./shared/processTerminal";
import { safeText } from "./shared/safeTerminal";
import { standardOutput } from "./shared/standardOutput";

const ending = new AbortController();
const output = standardOutput(() => ending.abort());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // Not once: a second one would end the process in the middle of tidying up.
  process.on(signal, () => {
    if (ending.signal.aborted) {
      output.warn("Still tidying up.");
    }
    ending.abort();
  });
}

run(process.argv.slice(2), processTerminal(output, ending.signal)).then(
  (exitCode) => {
    process.exitCode = output.hasFailed ? 1 : exitCode;
  },
  (error: unknown) => {
    output.warn(safeText(inspect(error)));
    process.exitCode = 1;
  },
);
