import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second here, whatever its own clock does. */
const TICKS = 100;
const USER = 15;
const SYSTEM = 16;

/**
 * Seconds of processor time that all processes have taken so far which this one started, with all that those started.
 * Counted when they have ended: of the PBX, which runs on, nothing is in it. Where the machine is busy with other things,
 * this is steadier than the time on the clock.
 * @returns {number | undefined} undefined where the system does not tell
 */
export function processorTime() {
  if (process.platform !== "linux") return undefined;
  const text = readFileSync("/proc/self/stat", "utf8");
  // The second field is a name in brackets, which may hold spaces.
  const fields = ["", "", ...text.slice(text.lastIndexOf(")") + 2).split(" ")];
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS;
}
