import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "../support/until";
import type { Run } from "./support/run";
import { endRuns, run } from "./support/run";

const shared = (name: string) => JSON.stringify(pathToFileURL(resolve(__dirname, "../../scripts/shared", name)));

describe("scripts/shared/lock.mjs", () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-lock-"));
    lock = join(folder, "some.lock");
  });
  afterEach(async () => {
    await endRuns();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Takes the lock, says so, holds it until the file `let-go` is there. Waits only as long as it is told to. */
  function take(patience: number): Run {
    const source = `
      import { existsSync } from "node:fs";
      import { setTimeout as sleep } from "node:timers/promises";
      import { takeLock } from ${shared("lock.mjs")};
      const signal = new AbortController().signal;
      const waiting = (pid) => console.error("waiting for " + pid);
      const release = await takeLock(${JSON.stringify(lock)}, { signal, waiting, patience: ${patience} });
      console.error("taken");
      while (!existsSync(${JSON.stringify(join(folder, "let-go"))})) await sleep(20);
      await release();
    `;
    return run(["--input-type=module", "-e", source], {});
  }

  const letGo = () => writeFileSync(join(folder, "let-go"), "");
  const taken = (holder: Run) => until(() => holder.said().includes("taken"), "the lock");

  test("is held by one, and goes to the next when that one lets go", async () => {
    const one = take(60_000);
    await taken(one);
    const two = take(60_000);
    await until(() => two.said().length > 0, "the one that waits");
    expect(two.said()).toEqual([`waiting for ${one.process.pid}`]);
    letGo();
    expect((await one.outcome).code).toBe(0);
    expect((await two.outcome).said).toEqual([`waiting for ${one.process.pid}`, "taken"]);
    expect(readdirSync(folder)).toEqual(["let-go"]);
  });

  test("is not held by a process that was killed", async () => {
    const one = take(60_000);
    await taken(one);
    one.process.kill("SIGKILL");
    await one.outcome;
    expect(existsSync(lock)).toBe(true);
    letGo();
    expect((await take(60_000).outcome).said).toEqual(["taken"]);
    expect(readdirSync(folder)).toEqual(["let-go"]);
  });

  test.each([
    ["a holder on another machine", JSON.stringify({ machine: "00000000", pid: 1, token: "x" }), "waiting for 1"],
    ["a holder that wrote nothing", "", "waiting for undefined"],
  ])("is taken from %s that gives no sign of life", async (_, text, said) => {
    writeFileSync(lock, text);
    letGo();
    expect((await take(100).outcome).said).toEqual([said, "taken"]);
    expect(readdirSync(folder)).toEqual(["let-go"]);
  });

  test("goes to one of many that wait for a dead holder", async () => {
    const one = take(60_000);
    await taken(one);
    const others = [take(60_000), take(60_000), take(60_000)];
    await until(() => others.every((other) => other.said().length > 0), "those that wait");
    one.process.kill("SIGKILL");
    await until(() => others.some((other) => other.said().includes("taken")), "the next holder");
    letGo();
    for (const other of others) expect((await other.outcome).said.at(-1)).toBe("taken");
    expect(readdirSync(folder)).toEqual(["let-go"]);
  });
});
