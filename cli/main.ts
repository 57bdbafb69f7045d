#!/usr/bin/env node
import { run } from "./run";

const ending = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => ending.abort());
}
// Whoever read the output has gone, as in `pulumi-ozeki simulate | head`.
process.stdout.on("error", () => ending.abort());

run(process.argv.slice(2), {
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
  environment: process.env,
  ended: ending.signal,
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
