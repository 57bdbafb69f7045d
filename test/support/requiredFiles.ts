import { spawnSync } from "node:child_process";
import { join, relative, sep } from "node:path";

const root = join(__dirname, "..", "..");

// TypeScript is read as Jest reads it: nothing has to be built, and what is loaded is what the sources say.
const hook = `
const { readFileSync } = require("node:fs");
const { transformSync } = require("@swc/core");
const options = { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } };
require.extensions[".ts"] = (module, file) => module._compile(transformSync(readFileSync(file, "utf8"), { ...options, filename: file }).code, file);
`;

/**
 * Runs a script in a Node process of its own, which may require the package's sources.
 *
 * @param script - the body of an asynchronous function, run in the root of the package
 * @returns the files that were loaded by then, relative to the root, with / between folders
 */
export function requiredFiles(script: string): string[] {
  const report = "process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
  const code = `${hook}(async () => { const before = new Set(Object.keys(require.cache)); ${script}
    for (const file of before) delete require.cache[file]; ${report} })()`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return (JSON.parse(stdout) as string[]).map((file) => relative(root, file).split(sep).join("/"));
}
