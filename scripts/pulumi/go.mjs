import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { commandLine } from "../shared/commandLine.mjs";
import { programOnPath } from "./executable.mjs";
import { isNewEnough, MINIMUM_GO, versionIn } from "./version.mjs";

/**
 * A Go that can build the CLI.
 * @typedef {{ go: string, version: string, env: NodeJS.ProcessEnv }} Go
 */

/**
 * Finds Go, and says what is wrong where it won't do.
 * @returns {Promise<Go | { problem: string }>}
 */
export async function findGo() {
  const go = programOnPath("go");
  if (!go) return { problem: "Go is not installed" };
  const { file, args, options } = commandLine(go, ["env", "-json", "GOVERSION", "GOHOSTOS", "GOHOSTARCH"]);
  /** @type {{ GOVERSION?: string, GOHOSTOS?: string, GOHOSTARCH?: string }} */
  let told;
  try {
    // In a folder with a go.mod of somebody's, Go would answer for the Go that this one asks for.
    const env = { ...process.env, GOTOOLCHAIN: "local" };
    const { stdout } = await promisify(execFile)(file, args, { ...options, cwd: tmpdir(), timeout: 30_000, env });
    told = JSON.parse(stdout);
  } catch {
    return { problem: `${go} does not tell its version` };
  }
  const version = versionIn(told.GOVERSION ?? "");
  if (!version) return { problem: `${go} does not tell its version` };
  if (!isNewEnough(version, MINIMUM_GO)) return { problem: `${go} is Go ${version}` };
  return { go, version, env: buildEnvironment(told) };
}

/**
 * Settings of the user's that are about other work must not turn this build into another one; where modules come from
 * (GOPROXY, GOSUMDB, GOPRIVATE) stays theirs.
 * @param {{ GOHOSTOS?: string, GOHOSTARCH?: string }} told
 * @returns {NodeJS.ProcessEnv}
 */
function buildEnvironment({ GOHOSTOS, GOHOSTARCH }) {
  return {
    ...process.env,
    GOOS: GOHOSTOS,
    GOARCH: GOHOSTARCH,
    // A Go that is too old would fetch a newer one of its own accord.
    GOTOOLCHAIN: "local",
    GOFLAGS: "-mod=mod",
    GOWORK: "off",
    GO111MODULE: "on",
    // As the vendor builds it. It then needs no C compiler.
    CGO_ENABLED: "0",
  };
}
