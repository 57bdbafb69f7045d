import { execFileSync } from "node:child_process";
import { IS_LONG } from "../support/adapters";
import { describeUnless } from "../support/describeUnless";
import { testExample } from "../support/exampleInLanguage";

const FUNCTION_CALL = `
		porter := ozeki.LookupSipExtensionOutput(ctx, ozeki.LookupSipExtensionOutputArgs{
			ExtensionId: pulumi.String("3000"),
		})
		ctx.Export("porter", porter.Password())
`;

/** Why the tests are skipped. */
function reasonToSkip(): string | undefined {
  if (!IS_LONG) {
    return "Go compiles Pulumi's SDK for minutes, so this runs only with `npm run test:long`.";
  }
  try {
    execFileSync("go", ["version"]);
    return undefined;
  } catch {
    return "Go is not installed.";
  }
}

/** Adds statements to the function that declares the resources. */
const beforeReturn = (program: string, statements: string) =>
  program.replace(/\n\t\treturn nil\n\t\}\)/, (end) => `${statements}${end}`);

/** What `pulumi import` writes is a whole program. */
const statementsOf = (code: string) =>
  /pulumi\.Run\(func\(ctx \*pulumi\.Context\) error \{([\s\S]*?)\n\t\treturn nil/.exec(code)?.[1];

describeUnless(reasonToSkip(), "the example in Go", () => {
  testExample({
    language: "go",
    folder: "office-go",
    files: ["main.go", "go.mod", "go.sum"],
    withFunction: (program) => beforeReturn(program, FUNCTION_CALL),
    withImported: (program, code) => beforeReturn(program, `\n\t\t{${statementsOf(code)}\n\t\t}`),
    importedUser: /UserId: +pulumi\.String\("porter"\)/,
  });
});
