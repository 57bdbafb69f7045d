import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "../../support/onTestFinished";

/** What the fake Pulumi CLI answers, by the first words of its arguments, such as `stack export`. */
export type FakeAnswers = Readonly<Record<string, { stdout?: string; stderr?: string; code?: number }>>;

/** A call of the fake Pulumi CLI. */
export interface FakeCall {
  args: string[];
  passphrase: string | null;
}

/** A command `pulumi` that answers as a test says, for tests of what needs no engine. Not for Windows. */
export function fakePulumi(answers: FakeAnswers): { path: string; calls(): FakeCall[] } {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-fake-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const calls = join(folder, "calls");
  const program = `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
const passphrase = process.env.PULUMI_CONFIG_PASSPHRASE ?? null;
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args, passphrase }) + "\\n");
const answers = ${JSON.stringify(answers)};
const found = Object.keys(answers).find((words) => args.join(" ").startsWith(words));
const { stdout = "", stderr = "", code = 0 } = answers[found] ?? { stderr: "error: no answer to " + args.join(" "), code: 1 };
fs.writeSync(1, stdout);
fs.writeSync(2, stderr);
process.exitCode = code;
`;
  writeFileSync(join(folder, "pulumi"), program);
  chmodSync(join(folder, "pulumi"), 0o755);
  return {
    path: folder,
    calls: () =>
      existsSync(calls)
        ? readFileSync(calls, "utf8")
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as FakeCall)
        : [],
  };
}
