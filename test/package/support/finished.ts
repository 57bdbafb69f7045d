import { spawn } from "node:child_process";

/** What a command did. */
export interface Finished {
  code: number | null;
  /** All that it printed, standard output and errors together. */
  output: string;
  /** Standard output alone. */
  stdout: string;
}

/** Runs a command to its end. */
export function finished(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  // npm and npx are batch files on Windows, which only its shell starts.
  const shell = process.platform === "win32" && command !== process.execPath;
  const child = spawn(command, args, {
    cwd,
    shell,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
    stdout += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output, stdout }));
  });
}
