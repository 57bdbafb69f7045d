#!/usr/bin/env node
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { log, runScript } from "../scripts/shared/runScript.mjs";
import { describeMachine } from "./machine.mjs";
import { readOptions } from "./options.mjs";
import { report } from "./startUp/report.mjs";
import { makeSides } from "./startUp/sides.mjs";
import { startUpTime } from "./startUp/time.mjs";

const HELP = `Times how long the native plugin takes from its start to the line by which the engine finds it: as a file that
Node runs, and as the executable that needs no Node, with and without what V8 made of the script.

  node bench/startUp.mjs

  --rounds N   how often each is started, in turns, after a first time that does not count (30)
`;

await runScript(async (signal) => {
  const options = readOptions(process.argv.slice(2), { numbers: ["rounds"] });
  if (options.flag("help")) return void process.stdout.write(HELP);
  const rounds = options.number("rounds", { whole: true }) ?? 30;

  const machine = describeMachine();
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-bench-"));
  try {
    log("Making the executables");
    const sides = await makeSides(folder, signal);
    const times = sides.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round <= rounds; round++) {
      // The first one reads the files from disk, and does not count.
      const turns = [...sides.entries()];
      for (const [index, side] of round % 2 === 0 ? turns : turns.reverse()) {
        const time = await startUpTime(side, { folder, signal });
        if (round > 0) times[index]?.push(time);
      }
    }
    const names = sides.map(({ name }) => name);
    console.log(`From the start to the port, ${rounds} rounds\n`);
    console.log(`${report(names, times)}\n\n${machine.map((line) => `- ${line}`).join("\n")}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
