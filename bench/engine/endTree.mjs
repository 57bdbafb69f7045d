import { spawnSync } from "node:child_process";

/**
 * Ends a process that this one started, and all that it started, at once. The engine gives its plugins process groups of
 * their own, so ending its group would leave them.
 * @param {number | undefined} root
 */
export function endTree(root) {
  if (root === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(root), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  for (const pid of [root, ...descendantsOf(root)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }
}

/** @param {number} root */
function descendantsOf(root) {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const processes = (stdout ?? "")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [root];
  for (const parent of tree) {
    for (const [pid, ppid] of processes) {
      if (pid !== undefined && ppid === parent) tree.push(pid);
    }
  }
  return tree.slice(1);
}
