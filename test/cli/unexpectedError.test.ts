import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Simulator } from "../../simulator";
import { hiddenIn } from "../support/hiddenCharacters";
import { onTestFinished, stopAfterTest } from "../support/onTestFinished";

const MAIN = join(__dirname, "..", "..", "dist", "cli", "main.js");

test("an error that no command expects is printed without hidden characters, and ends with 1", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-unexpected-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const probe = join(folder, "probe.cjs");
  const failing = 'get() { throw new Error("odd \\u001b[2J\\u202e text"); }';
  writeFileSync(probe, `Object.defineProperty(process.stdout, "writableNeedDrain", { ${failing} });`);
  const pbx = stopAfterTest(await Simulator.start({ extensions: 1 }));
  const { code, err } = await new Promise<{ code: unknown; err: string }>((resolve) =>
    execFile(process.execPath, ["--require", probe, MAIN, "list", "--url", pbx.origin], (error, _out, err) =>
      resolve({ code: error?.code ?? 0, err }),
    ),
  );
  expect(err).toContain("odd \\u001B[2J\\u202E text");
  expect(hiddenIn(err)).toEqual([]);
  expect(code).toBe(1);
});
