import { execFileSync, spawnSync } from "node:child_process";

/** The shells that people use on Linux and macOS, each with the options that make it read no settings. */
const shells = { sh: [], bash: ["--norc"], zsh: ["-f"], fish: ["--no-config"] } as const;

/** A shell of Linux and macOS. */
export type Shell = keyof typeof shells;

/** The names of all shells. */
export const shellNames = Object.keys(shells) as readonly Shell[];

/** Tests in a shell; skipped where there is none, which a line reports. */
export function describeInShell(shell: Shell): typeof describe {
  if (process.platform !== "win32" && spawnSync(shell, ["-c", ":"]).status === 0) {
    return describe;
  }
  process.stderr.write(`There is no ${shell} on PATH: the tests in it are skipped.\n`);
  return describe.skip;
}

/** The arguments that a shell hands to a command, by how they are written in a command line. */
export function argumentsIn(shell: Shell, written: readonly string[]): string[] {
  const output = execFileSync(shell, [...shells[shell], "-c", `printf '%s\\0' ${written.join(" ")}`], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  return output.split("\0").slice(0, -1);
}
