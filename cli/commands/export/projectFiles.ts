import { jsonText } from "../../shared/json";
import { shellQuoted } from "../../shared/shellQuoted";
import { version } from "../../shared/version";
import { CSV_FILE, csvProgram, csvRows } from "./csvProgram";
import type { ProgramOptions } from "./program";
import { program } from "./program";
import { pulumiImportFile } from "./pulumiImportFile";
import type { Survey } from "./survey";
import { yamlProgram } from "./yamlProgram";

/** The languages that an export writes a whole project in. */
export const LANGUAGES = ["typescript", "yaml"] as const;

/** What a project is made of, beside what was found. */
export interface ProjectOptions extends ProgramOptions {
  /** What the program is written in: TypeScript uses the dynamic provider, YAML the native plugin. */
  language: (typeof LANGUAGES)[number];
  /** Whether the extensions are listed in a CSV file, and not in the program. */
  asCsv: boolean;
  /** Name of the Pulumi project. */
  name: string;
  /** Where npm gets this package from: a version, or a file. */
  packageSpec?: string | undefined;
  /** Origin of the PBX. */
  pbx: string;
  /** Office user that the export logged in as, if any. */
  username?: string | undefined;
  /** PEM file of the authority that it trusted beside the usual ones, if any: its absolute path. */
  caFile?: string | undefined;
}

/** The file of a project in YAML that `pulumi import` takes. */
const IMPORT_FILE = "import.json";

/** A whole Pulumi project: path to content. There is no password in it. */
export function projectFiles(survey: Survey, options: ProjectOptions): Record<string, string> {
  const description = `Extensions of the Ozeki Phone System at ${options.pbx}`;
  if (options.language === "yaml") {
    return {
      "Pulumi.yaml": yamlProgram(survey, { ...options, description }),
      [IMPORT_FILE]: pulumiImportFile(survey, options.withOthers),
      "package.json": json({
        name: npmName(options.name),
        private: true,
        dependencies: { "pulumi-ozeki": options.packageSpec ?? `^${version()}` },
      }),
      "README.md": readme(options, aboutLargeImport(survey, options)),
      ".gitignore": GITIGNORE,
    };
  }
  return {
    // In quotes: a name such as 2024 or true would be none.
    "Pulumi.yaml": `name: ${jsonText(options.name)}\ndescription: ${jsonText(description)}\nruntime: nodejs\n`,
    "package.json": json({
      name: npmName(options.name),
      private: true,
      main: "index.ts",
      dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-ozeki": options.packageSpec ?? `^${version()}` },
      devDependencies: { "@types/node": "^20.19.43", typescript: "^5.9.3" },
    }),
    "tsconfig.json": json({
      compilerOptions: {
        target: "ES2022",
        module: "node16",
        moduleResolution: "node16",
        types: ["node"],
        strict: true,
        noEmit: true,
      },
      files: ["index.ts"],
    }),
    ...(options.asCsv
      ? { "index.ts": csvProgram(survey), [CSV_FILE]: csvRows(survey) }
      : { "index.ts": program(survey, options) }),
    "README.md": readme(options),
    ".gitignore": GITIGNORE,
  };
}

const GITIGNORE = "node_modules/\n";

/** The file that holds the program. */
export function programFile({ language }: Pick<ProjectOptions, "language">): string {
  return language === "yaml" ? "Pulumi.yaml" : "index.ts";
}

/** What a user must know about the passphrase before the commands of {@link nextSteps}. */
export const ABOUT_PASSPHRASE =
  "Where it asks for a passphrase, choose one and keep it: the import asks for it again. A script sets PULUMI_CONFIG_PASSPHRASE.";

/** What of a project says where its PBX is. */
type PbxOptions = Pick<ProjectOptions, "pbx" | "username" | "caFile">;

/** What to know where an import of Pulumi itself has many extensions; left out for a small one. */
export function aboutLargeImport(survey: Survey, { withOthers }: ProgramOptions): string | undefined {
  const count = survey.phones.length + (withOthers ? survey.others.length : 0);
  return count < MANY
    ? undefined
    : "For so many extensions set PULUMI_SKIP_CHECKPOINTS=true first, and add `--skip-preview --yes` to `pulumi import`: import and preview then take seconds instead of minutes.";
}

/** From here on the state, which Pulumi writes after each extension, takes most of the time. */
const MANY = 300;

/** The commands that bring it into a stack: after them a preview shows no change. */
export function nextSteps({ language, ...options }: Pick<ProjectOptions, "language"> & PbxOptions): string[] {
  return [
    "npm install",
    "pulumi stack init dev",
    ...configurationSteps(options),
    language === "yaml"
      ? `pulumi import --file ${IMPORT_FILE} --generate-code=false`
      : "npx pulumi-ozeki import --stack dev",
    "pulumi preview",
  ];
}

/** The commands that let a stack use the PBX. */
export function configurationSteps({ pbx, username, caFile }: PbxOptions): string[] {
  return [
    `pulumi config set ozeki:url ${shellQuoted(pbx)}`,
    ...(username === undefined
      ? []
      : [`pulumi config set ozeki:username ${shellQuoted(username)}`, "pulumi config set --secret ozeki:password"]),
    ...(caFile === undefined ? [] : [`pulumi config set ozeki:caFile ${shellQuoted(caFile)}`]),
  ];
}

const ABOUT_ROWS =
  "A row takes every\nargument of the resource, such as `username`, `enabled: false` or `passwordVersion`.";

const ABOUT_COLUMNS = `Add a column for any other
property of the resource, such as \`username\` or \`passwordVersion\`, and for any element of the PBX, by the PBX's own name for it. An
empty cell declares nothing. In a spreadsheet, format the column \`extensionId\` as text, so that leading zeros stay, and save the file as
"CSV UTF-8".`;

function readme(options: ProjectOptions, aboutImport?: string): string {
  const { declaration, unit, more, unprotect } = wordsOf(options);
  return `# ${options.name}

The extensions of the Ozeki Phone System at ${options.pbx}, as \`pulumi-ozeki export\` found them. \`${declaration}\` declares them, one ${unit} an
extension. It contains no password: each extension keeps the one that it has.

Bring them into a stack. Nothing is written to the PBX, and the preview at the end shows no change. Pulumi asks where to keep the
state (\`pulumi login\`). ${ABOUT_PASSPHRASE}

\`\`\`
${nextSteps(options).join("\n")}
\`\`\`
${aboutImport === undefined ? "" : `\n${aboutImport}\n`}
From then on change a ${unit}, look at \`pulumi preview --diff\`, and apply it with \`pulumi up\`. ${more}

The extensions are protected: Pulumi does not delete them. To delete one, set ${unprotect}, run \`pulumi up\`,
remove the ${unit}, and run \`pulumi up\` again.
`;
}

/** The file that lists the extensions, and how one is declared in it. */
function wordsOf({ language, asCsv }: ProjectOptions) {
  if (language === "yaml") {
    return {
      declaration: "Pulumi.yaml",
      unit: "resource",
      more: `Its properties are those\nof the resource, such as \`username\`, \`enabled: false\` or \`passwordVersion\`. In a string write \`$$\` for \`$\`. After the\nimport \`${IMPORT_FILE}\` is no longer needed.`,
      unprotect: "`protect: false` in its options",
    };
  }
  return asCsv
    ? { declaration: CSV_FILE, unit: "row", more: ABOUT_COLUMNS, unprotect: "`protect` to false in its row" }
    : { declaration: "index.ts", unit: "row", more: ABOUT_ROWS, unprotect: "`protect: false` in its row" };
}

/** npm takes no capital letters, and no dot or underscore at the start. */
function npmName(name: string): string {
  const simple = name.toLowerCase().replace(/^[._-]+/, "");
  return simple === "" ? "pbx" : simple;
}

function json(value: unknown): string {
  return `${jsonText(value)}\n`;
}
