import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Simulator } from "../../simulator";
import { onTestFinished, stopAfterTest } from "../support/onTestFinished";
import { until } from "../support/until";

const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");

/** Starts the command as built, in a process of its own. */
function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => child.kill("SIGKILL"));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  }
  const finished = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, output })),
  );
  return { finished, interrupt: () => child.kill("SIGINT") };
}

const waitFor = (pbx: Simulator, command: string) =>
  until(() => pbx.requests.some((request) => request.command === command), command);

// Windows has no signal that asks a process to end.
(process.platform === "win32" ? describe.skip : describe)("a command that Ctrl-C ends", () => {
  test("doctor --probe removes its probe, although Ctrl-C comes twice", async () => {
    const login = { username: "api", password: "Marked-Login" };
    const pbx = stopAfterTest(await Simulator.start({ extensions: 3, faults: ["slow:3@AddConfig"], login }));
    const ids = pbx.extensions.ids();
    const doctor = start(["doctor", "--url", pbx.origin, "--probe", "9999", "--yes"], {
      OZEKI_USERNAME: "api",
      OZEKI_PASSWORD: "Marked-Login",
    });
    await waitFor(pbx, "AddConfig");
    doctor.interrupt();
    await sleep(100);
    doctor.interrupt();
    const { code, output } = await doctor.finished;
    expect(output).toContain("Still tidying up.");
    expect(output).toContain("Cancelled.");
    expect(output).not.toContain("Marked");
    expect(code).toBe(130);
    expect(pbx.extensions.ids()).toEqual(ids);
  });

  test("export leaves nothing half-written", async () => {
    const pbx = stopAfterTest(await Simulator.start({ extensions: 3, faults: ["hang@GetConfig#2-"] }));
    const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const exporting = start(["export", "--url", pbx.origin, "--dir", join(folder, "new")]);
    await waitFor(pbx, "GetConfig");
    exporting.interrupt();
    expect(await exporting.finished).toMatchObject({ code: 130 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

// On Windows no such signal reaches a process.
(process.platform === "win32" ? describe.skip : describe)("a command that Ctrl-C ends while it prints", () => {
  test("stops within what it prints, and ends with 130", async () => {
    const user = "\u0085".repeat(60_000);
    const ids = Array.from({ length: 40 }, (_, index) => String(1000 + index));
    const pbx = stopAfterTest(await Simulator.start({ extensions: ids.map((ID) => ({ ID, UserID: user })) }));
    const child = spawn(process.execPath, [MAIN, "list", "--details", "--json", "--url", pbx.origin], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => child.kill("SIGKILL"));
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    // It reads nothing further for now: the command waits in the middle of its output.
    await new Promise((resolve) => child.stdout.once("readable", resolve));
    child.kill("SIGINT");
    await sleep(100);
    let printed = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.length;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    // On a slow machine lines of progress come before.
    const lines = Buffer.concat(errors).toString().split("\n");
    expect({ code, last: lines.slice(-2) }).toEqual({ code: 130, last: ["Cancelled.", ""] });
    expect(printed).toBeLessThan((ids.length * user.length * "\\u0085".length) / 2);
  });
});

test("export refuses a folder that is not empty, and sends nothing", async () => {
  const pbx = stopAfterTest(await Simulator.start({ extensions: 3 }));
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-export-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "index.ts"), "mine");
  const { code, output } = await start(["export", "--url", pbx.origin, "--dir", folder]).finished;
  expect(code).toBe(2);
  expect(output).toContain("is not empty. Nothing was written. Choose another folder");
  expect(pbx.requests).toEqual([]);
  expect(readdirSync(folder)).toEqual(["index.ts"]);
});
