import { isAlwaysSet } from "../../../provider/types/propertyTable";
import { sipExtensionTable } from "../../../provider/types/sipExtension/table";
import { everyProperty, propertyNames } from "../../support/everyProperty";
import { faultsIn, newCompiler, pulumisCompiler, slashed } from "../support/compilers";
import type { Installation } from "../support/installation";

/** By the type of a property: the type of its output. */
const TYPES = {
  id: "string",
  string: "string",
  boolean: "boolean",
  version: "string | number",
  elements: "Record<string, string>",
} as const;

const BEGINNING = `
  import * as pulumi from "@pulumi/pulumi";
  import { SipExtension, SipExtensionArgs } from "pulumi-ozeki";
  const config = new pulumi.Config();
  const required = { extensionId: "1000", userId: "reception" };
  const text = pulumi.output("text");
  const reception = new SipExtension("reception", required);
`;

const accepted = [
  ["what must be there alone", `new SipExtension("a", { extensionId: "1000", userId: "reception" });`],
  ["every property as a plain value", `new SipExtension("a", ${JSON.stringify(everyProperty())});`],
  [
    "every property as an output",
    `new SipExtension("a", {
      ${Object.entries(everyProperty())
        .map(([name, value]) => `${name}: pulumi.output(${JSON.stringify(value)}),`)
        .join("\n      ")}
    });`,
  ],
  ["a promise", `new SipExtension("a", { ...required, userId: Promise.resolve("reception") });`],
  ["a secret", `new SipExtension("a", { ...required, password: config.requireSecret("reception") });`],
  ["a setting that may be missing", `new SipExtension("a", { ...required, connection: config.get("connection") });`],
  [
    "outputs among the elements",
    `new SipExtension("a", { ...required, elements: { A: text, B: pulumi.secret("b") } });`,
  ],
  ["a string as passwordVersion", `new SipExtension("a", { ...required, passwordVersion: "2025-01" });`],
  ["an output of a string as passwordVersion", `new SipExtension("a", { ...required, passwordVersion: text });`],
  [
    "the type of the arguments by its name",
    `const args: SipExtensionArgs = { extensionId: text, userId: "u" };
     new SipExtension("a", args);`,
  ],
  [
    "Pulumi's options",
    `new SipExtension("a", required, {
      aliases: [{ name: "b" }], deleteBeforeReplace: true, dependsOn: [reception], ignoreChanges: ["enabled"], protect: true,
    });`,
  ],
  [
    "a component as its parent",
    `class Office extends pulumi.ComponentResource {
      constructor(name: string) {
        super("example:Office", name);
        new SipExtension(name, required, { parent: this });
      }
    }
    new Office("office");`,
  ],
  [
    "its outputs as what they are",
    [
      "export const pbx: pulumi.Output<string> = reception.pbx;",
      ...propertyNames.map((name) => `export const ${name}: pulumi.Output<${outputType(name)}> = reception.${name};`),
    ].join("\n"),
  ],
  ["its output as another one's input", `new SipExtension("a", { extensionId: "1001", userId: reception.userId });`],
] as const;

const refused = [
  [
    "a property that there is not",
    `new SipExtension("a", { extensionId: "1000", userId: "u", voicemail: "1" });`,
    /'voicemail' does not exist in type 'SipExtensionArgs'/,
  ],
  [
    "a property with a letter wrong",
    `new SipExtension("a", { extensionId: "1000", userId: "u", UserId: "u" });`,
    /'UserId' does not exist in type 'SipExtensionArgs'/,
  ],
  [
    "the property that says where it is",
    `new SipExtension("a", { extensionId: "1000", userId: "u", pbx: "http://10.0.0.5:7780" });`,
    /'pbx' does not exist in type 'SipExtensionArgs'/,
  ],
  [
    "a number as extensionId",
    `new SipExtension("a", { extensionId: 1000, userId: "u" });`,
    /Type 'number' is not assignable to type 'Input<string>'/,
  ],
  [
    "an output of a number as extensionId",
    `new SipExtension("a", { extensionId: pulumi.output(1000), userId: "u" });`,
    /Type 'Output(Instance)?<number>' is not assignable to type 'Input<string>'/,
  ],
  ["no userId", `new SipExtension("a", { extensionId: "1000" });`, /Property 'userId' is missing/],
  ["no arguments", `new SipExtension("a");`, /Expected 2-3 arguments/],
  [
    "a string as enabled",
    `new SipExtension("a", { ...required, enabled: "true" });`,
    /Type '("true"|string)' is not assignable to type '[^']*boolean/,
  ],
  [
    "a boolean as passwordVersion",
    `new SipExtension("a", { ...required, passwordVersion: true });`,
    /Type '(true|boolean)' is not assignable to type '[^']*string/,
  ],
  [
    "a number as an element's text",
    `new SipExtension("a", { ...required, elements: { Mailbox: 7 } });`,
    /Type 'number' is not assignable to type '[^']*string/,
  ],
  ["SipExtension.get", `SipExtension.get("a", "1000");`, /not assignable to parameter of type 'never'/],
  ["a change of an output", `reception.userId = text;`, /'userId' because it is a (read-only|constant)/],
] as const;

const COMPILERS = [
  ["TypeScript 5", newCompiler],
  ["the TypeScript that Pulumi brings along", pulumisCompiler],
] as const;

export function types(installed: () => Installation): void {
  describe.each(COMPILERS)("under %s", (_, compilerOf) => {
    let found: Map<string, string[]>;

    beforeAll(() => {
      const compiler = compilerOf(installed());
      const cases = [...accepted, ...refused].map(([what, program]) => ({ what, file: fileOf(what), program }));
      const files = cases.map(({ file, program }) => installed().write(file, `${BEGINNING}${program}\n`));
      const { faults } = faultsIn(compiler, files, {
        module: compiler.ModuleKind.CommonJS,
        moduleResolution: compiler.ModuleResolutionKind.Node10,
      });
      found = new Map(
        cases.map(({ what }, index) => [
          what,
          faults.filter(({ file }) => file === slashed(files[index] ?? "")).map(({ message }) => message),
        ]),
      );
    });

    test.each(accepted)("%s: accepted", (what) => {
      expect(found.get(what)).toEqual([]);
    });

    test.each(refused)("%s: refused", (what, _program, reason) => {
      expect(found.get(what)).toEqual([expect.stringMatching(reason)]);
    });
  });
}

function outputType(name: (typeof propertyNames)[number]): string {
  const type = TYPES[sipExtensionTable[name].type];
  return isAlwaysSet(sipExtensionTable[name]) ? type : `${type} | undefined`;
}

function fileOf(what: string): string {
  return `case-${what.replaceAll(/\W+/g, "-")}.ts`;
}
