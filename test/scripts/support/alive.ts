import { readFileSync } from "node:fs";

/**
 * Whether a process of that number runs. One that ended and that nobody asked for its exit code (in a container without an
 * init process nobody ever does) does not count.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}
