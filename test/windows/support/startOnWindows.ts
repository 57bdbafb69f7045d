import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { windowsPath, windowsTools } from "./windowsTools";

/** What a Windows program did. */
export interface WindowsRun {
  code: number | string;
  stdout: string;
  stderr: string;
  /** Both, errors last. */
  output: string;
}

/** A Windows program that is running. */
export interface RunningWindows {
  child: ChildProcess;
  /** What it printed so far. */
  output(): string;
  isOver(): boolean;
  finished: Promise<WindowsRun>;
}

/** How a Windows program is started. */
export interface StartOptions {
  /** The current folder. Without it: that of the tests. */
  cwd?: string | undefined;
  /** Further variables. */
  environment?: NodeJS.ProcessEnv | undefined;
  /** Folders that come first on PATH, before those of Node.js and Pulumi. */
  path?: readonly string[] | undefined;
  /** Scripts that every Node.js among the processes loads first. */
  preload?: readonly string[] | undefined;
}

/**
 * Starts a Windows program: directly on Windows, by Wine elsewhere.
 *
 * @param program - its path
 * @param args - as the program receives them
 */
export function startOnWindows(program: string, args: readonly string[], options: StartOptions = {}): RunningWindows {
  const { wine } = windowsTools;
  const [file, all] = wine === undefined ? [program, args] : [wine.wine, [windowsPath(program), ...args]];
  // Node.js under Wine cannot write to a pipe of this system (EBADF), but to a file.
  const folder = mkdtempSync(join(tmpdir(), "pulumi-ozeki-output-"));
  const files = { stdout: join(folder, "stdout"), stderr: join(folder, "stderr") };
  const descriptors = [openSync(files.stdout, "w"), openSync(files.stderr, "w")];
  const child = spawn(file, all, {
    cwd: options.cwd,
    env: windowsEnvironment(options),
    stdio: ["ignore", ...descriptors],
    windowsHide: true,
  });
  for (const descriptor of descriptors) {
    closeSync(descriptor);
  }
  const read = () => {
    const [stdout, stderr] = [files.stdout, files.stderr].map((name) => readFileSync(name, "utf8")) as [string, string];
    return { stdout, stderr, output: `${stdout}${stderr}` };
  };
  let over: WindowsRun | undefined;
  const finished = new Promise<WindowsRun>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      over = { code: code ?? signal ?? "unknown", ...read() };
      rmSync(folder, { recursive: true, force: true });
      resolve(over);
    });
  });
  return { child, output: () => over?.output ?? read().output, isOver: () => over !== undefined, finished };
}

/** Runs a Windows program to its end. */
export function runOnWindows(program: string, args: readonly string[], options?: StartOptions): Promise<WindowsRun> {
  return startOnWindows(program, args, options).finished;
}

/** Runs Node.js for Windows. */
export function runNode(args: readonly string[], options?: StartOptions): Promise<WindowsRun> {
  return runOnWindows(windowsTools.node, args, options);
}

function windowsEnvironment({ environment, path = [], preload = [] }: StartOptions): NodeJS.ProcessEnv {
  const folders = [...path, dirname(windowsTools.node), windowsTools.pulumi].map(windowsPath).join(";");
  const { PATH = "", ...others } = withUpperCasePath(process.env);
  const { wine } = windowsTools;
  const scripts = [...(wine === undefined ? [] : [wine.preload]), ...preload];
  const shared = {
    ...others,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // In quotes a backslash would escape what follows it.
    NODE_OPTIONS: scripts.map((script) => `--require "${windowsPath(script).replaceAll("\\", "/")}"`).join(" "),
    ...environment,
  };
  if (wine === undefined) {
    return { ...shared, PATH: `${folders};${PATH}` };
  }
  return {
    ...shared,
    ...wine.environment,
    // PATH is of this system, and WINEPATH comes before the PATH of the prefix.
    PATH,
    WINEPATH: folders,
    NODE_SKIP_PLATFORM_CHECK: "1",
  };
}

/** Windows spells it Path. */
function withUpperCasePath(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name.toUpperCase() === "PATH" ? "PATH" : name, value]),
  );
}
