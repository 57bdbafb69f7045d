import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a fake program: a shell script, so that it needs no `node` on PATH. */
export function writeProgram(folder: string, name: string, shell: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${shell}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** The same, written in JavaScript. */
export function writeNodeProgram(folder: string, name: string, javascript: string): string {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, `${name}.script.cjs`);
  writeFileSync(script, javascript);
  return writeProgram(folder, name, `exec "${process.execPath}" "${script}" "$@"`);
}
