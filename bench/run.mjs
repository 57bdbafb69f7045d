#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { ensurePulumi } from "../scripts/pulumi/ensurePulumi.mjs";
import { log, runScript } from "../scripts/shared/runScript.mjs";
import { compare } from "./engine/compare.mjs";
import { aboveLimit, report } from "./engine/report.mjs";
import { steps } from "./engine/steps.mjs";
import { describeMachine } from "./machine.mjs";
import { readOptions } from "./options.mjs";
import { Pbx } from "./pbx/pbx.mjs";
import { SCALE_HELP, scale, scaleOptions } from "./scale/scale.mjs";
import { sides } from "./sides.mjs";

const HELP = `Times whole commands of the Pulumi CLI with pulumi-ozeki and, in turns, with the leanest provider that sends the same requests.

  node bench/run.mjs

  --extensions N       how many extensions the program declares (200)
  --rounds N           how often each side is taken through all commands, after a first time that does not count (3)
  --limit RATIO        ends with 1 where a ratio to the baseline (for the state: to the bare one, too) is above this one,
                       such as 1.25; without it, only reports
  --skip-checkpoints   the state is written once a command and not at each step, so that the provider weighs more
  --json FILE          also writes every single figure there

${SCALE_HELP}`;

await runScript(async (signal) => {
  const options = readOptions(process.argv.slice(2), {
    flags: ["skip-checkpoints", "scale"],
    strings: ["json", "sizes", "out"],
    numbers: ["extensions", "rounds", "limit", "checkpoint-limit"],
  });
  if (options.flag("help")) return void process.stdout.write(HELP);
  if (options.flag("scale")) return await scale(scaleOptions(options), { signal, log });
  const extensions = options.number("extensions", { whole: true }) ?? 200;
  const rounds = options.number("rounds", { whole: true }) ?? 3;
  const limit = options.number("limit");
  const skipCheckpoints = options.flag("skip-checkpoints");
  const json = options.text("json");

  const cli = await ensurePulumi(signal);
  const machine = describeMachine(cli);
  const pbx = await Pbx.start();
  try {
    const figures = await compare({ sides, steps, extensions, rounds, skipCheckpoints, pbx, cli, signal, log });
    const how = skipCheckpoints ? ", state written once a command" : "";
    console.log(`${extensions} extensions${how}, medians of ${rounds} rounds\n`);
    console.log(`${report(figures)}\n\n${machine.map((line) => `- ${line}`).join("\n")}`);
    if (json !== undefined) {
      const all = figures.map((laps) => Object.fromEntries(laps));
      writeFileSync(json, `${JSON.stringify({ extensions, skipCheckpoints, machine, rounds: all }, null, 2)}\n`);
    }
    const above = limit === undefined ? [] : aboveLimit(figures, limit);
    for (const line of above) log(line);
    if (above.length > 0) process.exitCode = 1;
  } finally {
    await pbx.stop();
  }
});
