import { readdirSync, readlinkSync, realpathSync } from "node:fs";

/** The processes whose working folder this is. Plugins have process groups of their own, so nothing else finds them. */
export function processesIn(folder: string): number[] {
  if (process.platform !== "linux") {
    // Without /proc nobody tells: there the tests that kill an engine are not run.
    return [];
  }
  const wanted = realpathSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`) === wanted;
      } catch {
        // It has ended, or is somebody else's.
        return false;
      }
    })
    .map(Number);
}
