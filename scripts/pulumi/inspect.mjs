import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { commandLine } from "../shared/commandLine.mjs";
import { pathFolders, programIn } from "./executable.mjs";
import { isNewEnough, MINIMUM_CLI, versionIn } from "./version.mjs";

/**
 * A CLI that will do.
 * @typedef {{ folder: string, pulumi: string, version: string }} Cli
 */

/** What the CLI starts for a program in TypeScript and for a dynamic provider. */
export const COMPANIONS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** A first start may have to wait for a virus scanner that reads 120 MB. */
const ANSWER_WITHIN = 30_000;

/**
 * Whether the CLI will do.
 * @param {string} pulumi the executable
 * @param {{ alone?: boolean }} [options] alone: its companions must stand beside it, and not elsewhere on PATH
 * @returns {Promise<Cli | { problem: string }>}
 */
export async function inspect(pulumi, { alone = false } = {}) {
  const folder = dirname(pulumi);
  // Where the CLI itself looks: beside the file that it really is (Homebrew links it), and on PATH.
  const folders = alone ? [folder] : [folder, dirname(realpathSync(pulumi)), ...pathFolders()];
  const missing = COMPANIONS.filter((name) => !folders.some((place) => programIn(place, name)));
  if (missing.length > 0) return { problem: `lacks ${missing.join(" and ")}` };
  const version = await versionOf(pulumi);
  if (version === undefined) return { problem: "does not tell its version" };
  if (!isNewEnough(version, MINIMUM_CLI)) return { problem: `is ${version}, and ${MINIMUM_CLI} or newer is needed` };
  return { folder, pulumi, version };
}

/**
 * `pulumi --version` and not `pulumi version`, which writes a log under ~/.pulumi each time, even for people who had no
 * such folder.
 * @param {string} pulumi
 */
async function versionOf(pulumi) {
  const { file, args, options } = commandLine(pulumi, ["--version"]);
  try {
    const { stdout } = await promisify(execFile)(file, args, {
      ...options,
      timeout: ANSWER_WITHIN,
      killSignal: "SIGKILL",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return versionIn(stdout);
  } catch {
    return undefined;
  }
}
