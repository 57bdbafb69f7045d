import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as ts from "typescript";
import type { Installation } from "./installation";

/** The part of a compiler's interface that both have. */
export type Compiler = typeof ts;

/** The compiler that a program of today has. */
export function newCompiler(installation: Installation): Compiler {
  return createRequire(join(installation.folder, "package.json"))("typescript");
}

/** The one that Pulumi brings along for programs that have none of their own. */
export function pulumisCompiler(installation: Installation): Compiler {
  const vendor = join(installation.folder, "node_modules", "@pulumi", "pulumi", "vendor");
  const folder = readdirSync(vendor).find((name) => name.startsWith("typescript@"));
  if (folder === undefined) {
    throw new Error(`${vendor} holds no TypeScript any more: programs need one of their own, and this test goes`);
  }
  return createRequire(join(vendor, folder, "typescript.js"))("./typescript.js");
}

/** A fault, in a file of a program or of this package. */
export interface Fault {
  file: string;
  message: string;
}

/** Compiles files and returns what is wrong in them and in this package. What is elsewhere is not ours, and is not checked. */
export function faultsIn(
  compiler: Compiler,
  files: readonly string[],
  options: ts.CompilerOptions,
): { faults: Fault[]; reached: string[] } {
  const program = compiler.createProgram(files, {
    target: compiler.ScriptTarget.ES2020,
    strict: true,
    noEmit: true,
    types: ["node"],
    skipLibCheck: false,
    ...options,
  });
  const isOurs = (file: string) => file.includes("/node_modules/pulumi-ozeki/");
  const own = new Set(files.map(slashed));
  const reached = program.getSourceFiles().filter(({ fileName }) => isOurs(slashed(fileName)));
  const checked = [...program.getSourceFiles().filter(({ fileName }) => own.has(slashed(fileName))), ...reached];
  const faults = [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...checked.flatMap((file) => compiler.getPreEmitDiagnostics(program, file)),
  ].map(({ file, messageText }) => ({
    file: slashed(file?.fileName ?? ""),
    message: compiler.flattenDiagnosticMessageText(messageText, "\n"),
  }));
  return { faults, reached: reached.map(({ fileName }) => slashed(fileName)) };
}

/** TypeScript writes paths with slashes on every system. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
