// The simulated PBX, in a process of its own: within the benchmark's it would share one thread with what takes the times,
// and its garbage would be collected in the middle of them. It ends with the process that started it, however that ends.
import { createRequire } from "node:module";
import { tally } from "./tally.mjs";

const require = createRequire(import.meta.url);
/** @type {typeof import("../../simulator/index.js")} */
const { Simulator } = require("../../dist/simulator/index.js");

const [extensions = 0, latency = 0] = process.argv.slice(2).map(Number);
const pbx = await Simulator.start({ extensions, latency });

process.on("message", () => {
  const answer = { extensions: pbx.extensions.size, requests: tally(pbx.requests) };
  pbx.forgetRequests();
  process.send?.(answer);
});
process.on("disconnect", () => process.exit());
// Ctrl-C in a terminal reaches every process there: this one must answer until the commands have ended.
process.on("SIGINT", () => {});
process.send?.(pbx.origin);
