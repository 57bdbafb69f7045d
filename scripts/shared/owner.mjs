import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * The process that a lock or a half-made folder belongs to.
 * @typedef {{ machine: string, pid: number }} Owner
 */

/** Short and fit for a file name, unlike a host name. */
const machine = createHash("sha256").update(`${hostname()} ${processNamespace()}`).digest("hex").slice(0, 8);

/** @returns {Owner} this process */
export function thisProcess() {
  return { machine, pid: process.pid };
}

/**
 * Whether the owner is known to have ended. Of a process on another machine (a cache on a network drive, a volume that
 * containers share) nothing is known.
 * @param {Owner} owner
 */
export function hasEnded(owner) {
  if (owner.machine !== machine) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    // EPERM: there is such a process, and it is somebody else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH";
  }
}

/** Containers of one host name may share a folder, but not their process numbers. Linux tells them apart. */
function processNamespace() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
