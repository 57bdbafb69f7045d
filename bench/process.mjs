#!/usr/bin/env node
import { log, runScript } from "../scripts/shared/runScript.mjs";
import { describeMachine } from "./machine.mjs";
import { readOptions } from "./options.mjs";
import { Pbx } from "./pbx/pbx.mjs";
import { compareCalls, compareLoading } from "./process/compare.mjs";
import { report } from "./process/report.mjs";
import { baselines, ours } from "./sides.mjs";

const HELP = `Times the process that runs the provider, without the engine: how long it takes to load, and every call.

  node bench/process.mjs

  --extensions N   how many extensions are created, one after the other, in each round (50)
  --rounds N       how many rounds, each in fresh processes, after a first one that does not count (10)
  --loads N        in how many fresh processes the provider is loaded (20)
`;

await runScript(async (signal) => {
  const options = readOptions(process.argv.slice(2), { numbers: ["extensions", "rounds", "loads"] });
  if (options.flag("help")) return void process.stdout.write(HELP);
  const extensions = options.number("extensions", { whole: true }) ?? 50;
  const rounds = options.number("rounds", { whole: true }) ?? 10;
  const loads = options.number("loads", { whole: true }) ?? 20;

  const machine = describeMachine();
  /** @type {[typeof ours, typeof ours]} */
  const pair = [ours, baselines[0]];
  const pbx = await Pbx.start();
  try {
    const loading = await compareLoading(pair, { loads, signal });
    const calls = await compareCalls(pair, { extensions, rounds, pbx, signal, log });
    const names = pair.map(({ name }) => name);
    console.log(`${extensions} extensions one after the other, medians of ${rounds} rounds and of ${loads} loads\n`);
    console.log(`${report(names, loading, calls)}\n\n${machine.map((line) => `- ${line}`).join("\n")}`);
  } finally {
    await pbx.stop();
  }
});
