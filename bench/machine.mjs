import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { arch, cpus, loadavg, platform, release } from "node:os";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/**
 * Under what the figures came about, one line a thing.
 * @param {import("../scripts/pulumi/ensurePulumi.mjs").Pulumi} [cli] where one took part
 */
export function describeMachine(cli) {
  const versionOf = (/** @type {string} */ name) => require(`${name}/package.json`).version;
  return [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}`,
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${platform()} ${release()} ${arch()}, load ${loadavg()[0]?.toFixed(1)} at the start`,
    [
      `Node ${process.versions.node}`,
      ...(cli ? [`Pulumi CLI ${cli.version}`] : []),
      `@pulumi/pulumi ${versionOf("@pulumi/pulumi")}`,
      `undici ${versionOf("undici")}`,
    ].join(", "),
  ];
}

function commit() {
  const git = (/** @type {string[]} */ ...args) =>
    spawnSync("git", args, { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" });
  const { status, stdout } = git("rev-parse", "--short", "HEAD");
  if (status !== 0) return "unknown";
  const isChanged = git("status", "--porcelain", "provider").stdout.trim() !== "";
  return `${stdout.trim()}${isChanged ? ", provider/ changed since" : ""}`;
}
