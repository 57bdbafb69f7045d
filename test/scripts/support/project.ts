import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Outcome, Run } from "./run";
import { killRuns, run } from "./run";

const ROOT = resolve(__dirname, "../../..");

/** A small project with the scripts of this one. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "pulumi-ozeki-build-"));

  /** @param compiler "fake" is a compiler that only copies, and rejects a source that contains "not valid" */
  constructor(compiler: "fake" | "TypeScript") {
    cpSync(join(ROOT, "scripts"), join(this.root, "scripts"), { recursive: true });
    this.write("package.json", JSON.stringify({ name: "small", bin: { small: "dist/cli/main.js" } }));
    const compilerOptions = {
      ...{ rootDir: ".", target: "es2022", module: "node16", moduleResolution: "node16" },
      ...{ declaration: true, types: [] },
    };
    this.write("tsconfig.build.json", JSON.stringify({ compilerOptions, include: ["provider", "cli/**/*"] }));
    this.write("provider/index.ts", "export const answer: number = 42;\n");
    this.write("provider/inner/other.ts", "export const other: number = 43;\n");
    this.write("cli/main.ts", '#!/usr/bin/env node\nimport "../provider/index";\n');
    if (compiler === "fake") this.write("node_modules/typescript/bin/tsc", FAKE_COMPILER);
    else {
      mkdirSync(join(this.root, "node_modules"));
      symlinkSync(join(ROOT, "node_modules", "typescript"), join(this.root, "node_modules", "typescript"), "junction");
    }
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  delete(file: string): void {
    rmSync(join(this.root, file), { recursive: true });
  }

  append(file: string, text: string): void {
    appendFileSync(join(this.root, file), text);
  }

  start(): Run {
    return run([join(this.root, "scripts", "build.mjs")], {}, tmpdir());
  }

  build(): Promise<Outcome> {
    return this.start().outcome;
  }

  /** The files in dist/. */
  built(): string[] {
    const dist = join(this.root, "dist");
    if (!existsSync(dist)) return [];
    const entries = readdirSync(dist, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(dist.length + 1)
          .replaceAll("\\", "/"),
      )
      .sort();
  }

  /** The files and folders that the build keeps in node_modules. */
  cached(): string[] {
    return readdirSync(join(this.root, "node_modules", ".cache", "pulumi-ozeki")).sort();
  }

  /** The fake compilers that wait for the file `gate`, because the file `wait` exists. */
  waiting(): number[] {
    return existsSync(join(this.root, "waiting.log")) ? this.read("waiting.log").trim().split("\n").map(Number) : [];
  }

  async remove(): Promise<void> {
    await killRuns();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}

const FAKE_COMPILER = `
const { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
let failed = false;
for (const folder of ["provider", "cli"]) {
  for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true }) : []) {
    if (!name.endsWith(".ts")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    if (text.includes("not valid")) {
      console.log(folder + "/" + name + "(1,1): error TS1005: ';' expected.");
      failed = true;
    }
    const target = join(out, folder, name.replace(/ts$/, "js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
if (failed) process.exit(2);
if (existsSync("wait") && !existsSync("gate")) {
  appendFileSync("waiting.log", process.pid + "\\n");
  const timer = setInterval(() => existsSync("gate") && clearInterval(timer), 20);
}
`;
