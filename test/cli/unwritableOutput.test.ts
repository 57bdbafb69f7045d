import type { StdioOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { onTestFinished, stopAfterTest } from "../support/onTestFinished";

const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");
const FAILED = /^error: standard output cannot be written \(\w+\)$/m;

interface Ended {
  code: number | null;
  err: string;
}

function ended(command: string, args: readonly string[], stdio: StdioOptions, path = process.env.PATH): Promise<Ended> {
  const child = spawn(command, args, { stdio, env: { ...process.env, PATH: path } });
  onTestFinished(() => child.kill("SIGKILL"));
  let err = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, err })));
}

/** Runs the command as built, with a disk that is full as one of its outputs. */
function onFullDisk(args: readonly string[], which: "stdout" | "stderr" = "stdout"): Promise<Ended> {
  const full = openSync("/dev/full", "w");
  onTestFinished(() => closeSync(full));
  const stdio: StdioOptions = which === "stdout" ? ["ignore", full, "pipe"] : ["ignore", "ignore", full];
  return ended(process.execPath, [MAIN, ...args], stdio);
}

const office = async () => stopAfterTest(await Simulator.start({ extensions: 400 }));

// /dev/full is there on Linux only.
(process.platform === "linux" ? describe : describe.skip)("output that cannot be written", () => {
  it.each([
    ["--version"],
    ["--help"],
    ["list", "--help"],
    ["completion", "bash"],
    ["list"],
    ["list", "--json"],
    ["list", "--details"],
    ["status"],
    ["show", "1000"],
    ["show", "1000", "--xml"],
    ["doctor"],
    ["doctor", "--json"],
  ])("ends with 1 and one line: %s %s", async (...args) => {
    const needsPbx = ["list", "status", "show", "doctor"].includes(args[0] ?? "") && !args.includes("--help");
    const { code, err } = await onFullDisk(needsPbx ? [...args, "--url", (await office()).origin] : args);
    expect(err).toMatch(FAILED);
    expect(err.match(/cannot be written/g)).toHaveLength(1);
    expect(code).toBe(1);
  });

  it("ends a simulator, which would print for nothing", async () => {
    const { code, err } = await onFullDisk(["simulate", "--port", "0"]);
    expect(err).toMatch(FAILED);
    expect(code).toBe(1);
  });

  it("ends with 1 where warnings are lost", async () => {
    const pbx = await office();
    expect((await onFullDisk(["list", "--match", "none", "--url", pbx.origin], "stderr")).code).toBe(1);
  });

  it("ends with 1 where a file takes the first part only", async () => {
    const pbx = await office();
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-output-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "list.json");
    const script = `trap '' XFSZ; ulimit -f 4; exec "$0" "$1" list --json --url "$2" > "$3"`;
    const stdio: StdioOptions = ["ignore", "ignore", "pipe"];
    const { code, err } = await ended("bash", ["-c", script, process.execPath, MAIN, pbx.origin, file], stdio);
    expect(readFileSync(file, "utf8").length).toBeGreaterThan(0);
    expect(err).toMatch(FAILED);
    expect(code).toBe(1);
  });

  it.each([
    ["one piece", 400],
    ["many pieces", 20_000],
  ])("is not a failure where its reader has gone: output in %s", async (_, extensions) => {
    const pbx = stopAfterTest(await Simulator.start({ extensions }));
    const script = `"$0" "$1" list --json --url "$2" | head -n 1 > /dev/null; exit "\${PIPESTATUS[0]}"`;
    const { code, err } = await ended(
      "bash",
      ["-c", script, process.execPath, MAIN, pbx.origin],
      [...(["ignore", "ignore", "pipe"] as const)],
    );
    expect(err).toBe("");
    expect(code).toBe(0);
  });
});
