// Runs one command and sees to it that nothing of it outlives the process that asked for it, not even where that one was
// killed without a chance to tidy up: then the channel between the two breaks. Started by kept.mjs as the leader of a
// process group of its own, so that Ctrl-C in the terminal does not end half of the tree before the rest knows.
import { spawn, spawnSync } from "node:child_process";
import { commandLine } from "./commandLine.mjs";

const [command = "", ...args] = process.argv.slice(2);
const line = commandLine(command, args);
const child = spawn(line.file, line.args, { ...line.options, stdio: ["ignore", "inherit", "inherit"] });

// On Windows Ctrl-C reaches every process of the console. Whoever asked for this one says when it ends.
process.on("SIGINT", () => {});
process.on("message", endAll);
process.on("disconnect", endAll);
if (!process.connected) endAll();

child.on("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on("close", (code) => process.exit(code ?? 1));

function endAll() {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    process.exit(1);
  }
  // The whole group, this process included.
  process.kill(-process.pid, "SIGKILL");
}
