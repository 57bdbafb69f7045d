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

/** What a program that is compiled by Pulumi's compiler imports: it has no `type` before a name. */
const OLD_PROGRAM = PROGRAM.replaceAll("{ SipExtension, type ", "{ SipExtension, ").replaceAll(", type ", ", ");

const SETTINGS = [
  ["node16, from CommonJS and from ESM", ["declarations.cts", "declarations.mts"], "Node16", "Node16"],
  ["a bundler", ["declarations.bundler.ts"], "ESNext", "Bundler"],
] as const;

export function declarations(installed: () => Installation): void {
  test.each(SETTINGS)("are right for %s", (_, names, module, moduleResolution) => {
    const compiler = newCompiler(installed());
    const files = names.map((name) => installed().write(name, PROGRAM));
    const { faults, reached } = faultsIn(compiler, files, {
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
