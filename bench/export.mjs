#!/usr/bin/env node
import { log, runScript } from "../scripts/shared/runScript.mjs";
import { compareExport } from "./export/compare.mjs";
import { median } from "./figures/median.mjs";
import { ratio } from "./figures/ratio.mjs";
import { table } from "./figures/table.mjs";
import { describeMachine } from "./machine.mjs";
import { readOptions } from "./options.mjs";
import { Pbx } from "./pbx/pbx.mjs";

const HELP = `Times \`pulumi-ozeki export\` against as many bare GetConfig requests over as many connections, in turns.

  node bench/export.mjs

  --extensions N    how many extensions the PBX has (5000)
  --rounds N        how often each side runs, after a first time that does not count (5)
  --connections N   how many requests at once (8)
  --latency N       milliseconds that the PBX waits before each answer (0: as fast as this machine can)
`;

await runScript(async (signal) => {
  const options = readOptions(process.argv.slice(2), { numbers: ["extensions", "rounds", "connections", "latency"] });
  if (options.flag("help")) return void process.stdout.write(HELP);
  const extensions = options.number("extensions", { whole: true }) ?? 5000;
  const rounds = options.number("rounds", { whole: true }) ?? 5;
  const connections = options.number("connections", { whole: true }) ?? 8;
  const latency = options.number("latency") ?? 0;
  const machine = describeMachine();
  const pbx = await Pbx.start({ extensions, latency });
  try {
    const { ours, bare } = await compareExport({ origin: pbx.origin, rounds, connections, signal, log });
    const compared = ratio(ours, bare);
    console.log(
      `${extensions} extensions over ${connections} connections, ${latency} ms before each answer, medians of ${rounds} rounds\n`,
    );
    const head = ["", "pulumi-ozeki export", "bare GetConfig", "ratio", "lowest–highest"];
    const row = [
      "whole process",
      `${median(ours).toFixed(2)} s`,
      `${median(bare).toFixed(2)} s`,
      compared.median.toFixed(2),
      `${compared.min.toFixed(2)}–${compared.max.toFixed(2)}`,
    ];
    console.log(`${table(head, [row])}\n\n${machine.map((line) => `- ${line}`).join("\n")}`);
  } finally {
    await pbx.stop();
  }
});
