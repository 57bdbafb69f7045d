import type { Compiler } from "../support/compilers";
import { faultsIn, newCompiler, pulumisCompiler } from "../support/compilers";
import type { Installation } from "../support/installation";

const PROGRAM = `
  import { SipExtension, type SipExtensionArgs } from "pulumi-ozeki";
  import { sipExtension } from "pulumi-ozeki/provider";
  import { Simulator, type SimulatorOptions } from "pulumi-ozeki/simulator";
  const args: SipExtensionArgs = { extensionId: "1000", userId: "reception" };
  const options: SimulatorOptions = { extensions: 1 };
  export const all = [new SipExtension("reception", args), sipExtension, Simulator.start(options)];
`;

/** What a program that is compiled by Pulumi's compiler imports. */
const OLD_PROGRAM = `
  import { SipExtension, SipExtensionArgs } from "pulumi-ozeki";
  import { sipExtension } from "pulumi-ozeki/provider";
  import { Simulator, SimulatorOptions } from "pulumi-ozeki/simulator";
  const args: SipExtensionArgs = { extensionId: "1000", userId: "reception" };
  const options: SimulatorOptions = { extensions: 1 };
  export const all = [new SipExtension("reception", args), sipExtension, Simulator.start(options)];
`;

const SETTINGS = [
  ["node16, from CommonJS", "declarations.cts", "Node16", "Node16"],
  ["node16, from ESM", "declarations.mts", "Node16", "Node16"],
  ["a bundler", "declarations.bundler.ts", "ESNext", "Bundler"],
] as const;

export function declarations(installed: () => Installation): void {
  test.each(SETTINGS)("are right for %s", (_, name, module, moduleResolution) => {
    const compiler = newCompiler(installed());
    const { faults, reached } = faultsIn(compiler, [installed().write(name, PROGRAM)], {
      module: compiler.ModuleKind[module],
      moduleResolution: compiler.ModuleResolutionKind[moduleResolution],
    });
    expect(faults).toEqual([]);
    expect(reached.length).toBeGreaterThan(3);
  });

  test("can be read by the compiler that Pulumi brings along", () => {
    const compiler = pulumisCompiler(installed());
    expect(compiler.version).toMatch(/^3\./);
    const { faults, reached } = faultsIn(
      compiler,
      [installed().write("old.ts", OLD_PROGRAM)],
      resolvedAsOfOld(compiler),
    );
    expect(faults).toEqual([]);
    expect(reached.map((file) => file.split("/dist/")[1])).toEqual(
      expect.arrayContaining([
        "provider/index.d.ts",
        "provider/resources/sipExtension.d.ts",
        "provider/adapters/dynamic/provider.d.ts",
        "simulator/index.d.ts",
      ]),
    );
  });
}

/** The settings under which Pulumi runs a program that brings no compiler and no settings. */
function resolvedAsOfOld(compiler: Compiler) {
  return { module: compiler.ModuleKind.CommonJS, moduleResolution: compiler.ModuleResolutionKind.Node10 };
}
