import { jsonText } from "../../shared/json";
import { shellQuoted } from "../../shared/shellQuoted";
import { version } from "../../shared/version";
import { CSV_FILE, csvProgram, csvRows } from "./csvProgram";
import type { ProgramOptions } from "./program";
import { program } from "./program";
import type { Survey } from "./survey";

/** What a project is made of, beside what was found. */
export interface ProjectOptions extends ProgramOptions {
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

/** A whole Pulumi project: path to content. There is no password in it. */
export function projectFiles(survey: Survey, options: ProjectOptions): Record<string, string> {
  return {
    // In quotes: a name such as 2024 or true would be none.
    "Pulumi.yaml": `name: ${jsonText(options.name)}\ndescription: ${jsonText(`Extensions of the Ozeki Phone System at ${options.pbx}`)}\nruntime: nodejs\n`,
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
    ".gitignore": "node_modules/\n",
  };
}

/** What a user must know about the passphrase before the commands of {@link nextSteps}. */
export const ABOUT_PASSPHRASE =
  "Where it asks for a passphrase, choose one and keep it: the import asks for it again. A script sets PULUMI_CONFIG_PASSPHRASE.";

/** The commands that bring it into a stack: after them a preview shows no change. */
export function nextSteps({ pbx, username, caFile }: Pick<ProjectOptions, "pbx" | "username" | "caFile">): string[] {
  return [
    "npm install",
    "pulumi stack init dev",
    `pulumi config set ozeki:url ${pbx}`,
    ...(username === undefined
      ? []
      : [`pulumi config set ozeki:username ${shellQuoted(username)}`, "pulumi config set --secret ozeki:password"]),
    ...(caFile === undefined ? [] : [`pulumi config set ozeki:caFile ${shellQuoted(caFile)}`]),
    "npx pulumi-ozeki import --stack dev",
    "pulumi preview",
  ];
}

const ABOUT_ROWS =
  "A row takes every\nargument of the resource, such as `username`, `enabled: false` or `passwordVersion`.";

const ABOUT_COLUMNS = `Add a column for any other
property of the resource, such as \`username\` or \`passwordVersion\`, and for any element of the PBX, by the PBX's own name for it. An
empty cell declares nothing. In a spreadsheet, format the column \`extensionId\` as text, so that leading zeros stay, and save the file as
"CSV UTF-8".`;

function readme(options: ProjectOptions): string {
  return `# ${options.name}

The extensions of the Ozeki Phone System at ${options.pbx}, as \`pulumi-ozeki export\` found them. \`${options.asCsv ? CSV_FILE : "index.ts"}\` declares them, one row an
extension. It contains no password: each extension keeps the one that it has.

Bring them into a stack. Nothing is written to the PBX, and the preview at the end shows no change. Pulumi asks where to keep the
state (\`pulumi login\`). ${ABOUT_PASSPHRASE}

\`\`\`
${nextSteps(options).join("\n")}
\`\`\`

From then on change a row, look at \`pulumi preview --diff\`, and apply it with \`pulumi up\`. ${options.asCsv ? ABOUT_COLUMNS : ABOUT_ROWS}

The extensions are protected: Pulumi does not delete them. To delete one, set ${options.asCsv ? "`protect` to false" : "`protect: false`"} in its row, run \`pulumi up\`,
remove the row, and run \`pulumi up\` again.
`;
}

/** npm takes no capital letters, and no dot or underscore at the start. */
function npmName(name: string): string {
  const simple = name.toLowerCase().replace(/^[._-]+/, "");
  return simple === "" ? "pbx" : simple;
}

function json(value: unknown): string {
  return `${jsonText(value)}\n`;
}
