import { faultsIn, newCompiler, pulumisCompiler, slashed } from "../support/compilers";
import type { Installation } from "../support/installation";

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
  [
    "every property as a plain value",
    `new SipExtension("a", {
      extensionId: "1000", userId: "reception", password: "p", authorizationName: "1000", username: "1000", enabled: false,
      elements: { CallerName: "Reception" }, passwordVersion: 1, adopt: true, connection: "branch",
    });`,
  ],
  [
    "every property as an output",
    `new SipExtension("a", {
      extensionId: text, userId: text, password: text, authorizationName: text, username: text,
      enabled: pulumi.output(true), elements: pulumi.output({ CallerName: "Reception" }), passwordVersion: pulumi.output(1),
      adopt: pulumi.output(true), connection: text,
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
    `export const strings: pulumi.Output<string>[] = [
      reception.extensionId, reception.userId, reception.password, reception.authorizationName, reception.username,
      reception.pbx,
    ];
    export const flags: pulumi.Output<boolean>[] = [reception.enabled, reception.adopt];
    export const elements: pulumi.Output<Record<string, string>> = reception.elements;
    export const version: pulumi.Output<string | number | undefined> = reception.passwordVersion;
    export const connection: pulumi.Output<string | undefined> = reception.connection;`,
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

function fileOf(what: string): string {
  return `case-${what.replaceAll(/\W+/g, "-")}.ts`;
}
