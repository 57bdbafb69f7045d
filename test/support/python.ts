import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describeUnless } from "./describeUnless";

const SCRIPT = pathToFileURL(join(__dirname, "..", "..", "scripts", "pulumi", "findPython.mjs")).href;
const QUESTION = `import { findPython } from ${JSON.stringify(SCRIPT)}; console.log(JSON.stringify(await findPython()));`;

/** `describe` where a Python can make virtual environments; elsewhere the tests are skipped, and a line says why. */
export function describeWithPython(title: string, tests: () => void): void {
  const answer = execFileSync(process.execPath, ["--input-type=module", "-e", QUESTION], { encoding: "utf8" });
  const { problem } = JSON.parse(answer) as { problem?: string };
  describeUnless(problem && `${problem}.`, title, tests);
}
