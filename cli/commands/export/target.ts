import { basename, resolve } from "node:path";
import type { ClientSettings } from "../../../provider/api/settings";
import type { ConnectionOptions } from "../../shared/connect";
import type { SelectionOptions } from "../../shared/selection";
import { shellQuoted } from "../../shared/shellQuoted";
import { CommandFailed, requiredOption } from "../../shared/terminal";
import { literal } from "./program";
import type { ProjectOptions } from "./projectFiles";
import {
  ABOUT_PASSPHRASE,
  aboutLargeImport,
  configurationSteps,
  nextSteps,
  programFile,
  projectFiles,
} from "./projectFiles";
import { pulumiImportFile } from "./pulumiImportFile";
import type { Survey } from "./survey";
import { refuseExistingFile, refuseOverwriting, writeNewFile, writeProject } from "./writeProject";

/** The options of the command. */
export interface ExportOptions extends ConnectionOptions, SelectionOptions {
  readonly dir?: string;
  readonly name?: string;
  readonly otherTypes?: true;
  readonly csv?: true;
  readonly language: ProjectOptions["language"];
  readonly importFile?: string;
  readonly package?: string;
}

/** What to do after an export. */
export interface NextSteps {
  title: string;
  commands: string[];
  /** What to know about them. */
  notes: readonly (string | undefined)[];
}

/** Of which PBX the extensions are, and what ends the writing. */
export interface ExportSource {
  /** Origin of the PBX. */
  pbx: string;
  settings: Pick<ClientSettings, "username" | "caFile">;
  signal: AbortSignal;
}

/** Where an export goes. */
export interface Target {
  /** The folder or the file, as the user named it. */
  path: string;
  /** What it does with extensions. */
  verb: "declares" | "lists";
  /** The file that holds the program. */
  program: string;
  /** Whether that file names what is not declared. */
  namesRest: boolean;
  /**
   * Writes it: all, or nothing.
   *
   * @throws CommandFailed where it cannot be written
   */
  write(survey: Survey, source: ExportSource): Promise<NextSteps>;
}

/**
 * Where the options want the export to go.
 *
 * @throws CommandFailed where they contradict each other, or something is there already
 */
export async function targetOf(options: ExportOptions): Promise<Target> {
  return options.importFile === undefined ? projectTarget(options) : importFileTarget(options.importFile, options);
}

async function projectTarget(options: ExportOptions): Promise<Target> {
  const dir = requiredOption(options.dir, "--dir", "the folder to write, such as --dir office");
  const { language } = options;
  if (options.csv === true && options.otherTypes === true) {
    throw new CommandFailed("error: a CSV file lists SIP extensions only: omit --csv or --other-types", 2);
  }
  if (options.csv === true && language !== "typescript") {
    throw new CommandFailed("error: only a program in TypeScript reads a CSV file: omit --csv or --language", 2);
  }
  await refuseOverwriting(dir);
  const name = options.name ?? projectName(basename(resolve(dir)));
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new CommandFailed("error: --name must be 1 to 100 letters, digits, dots, dashes and underscores", 2);
  }
  return {
    path: dir,
    verb: "declares",
    program: programFile({ language }),
    namesRest: true,
    async write(survey, { pbx, settings: { username, caFile }, signal }) {
      const project = {
        name,
        language,
        withOthers: options.otherTypes === true,
        asCsv: options.csv === true,
        packageSpec: options.package,
        pbx,
        username,
        caFile: absolute(caFile),
      };
      await writeProject(dir, projectFiles(survey, project), signal);
      // One that starts with a dash would be taken for an option.
      const folder = dir.startsWith("-") ? `./${dir}` : dir;
      return {
        title: "To bring them into a stack:",
        commands: [`cd ${shellQuoted(folder)}`, ...nextSteps(project)],
        notes: [
          `\`pulumi stack init\` creates the stack. ${ABOUT_PASSPHRASE}`,
          options.connection === undefined ? undefined : aboutConnection(options.connection),
          language === "yaml" ? aboutLargeImport(survey, project) : undefined,
        ],
      };
    },
  };
}

/** The options that say how a project is written. */
const OF_PROJECT = ["dir", "name", "csv", "package"] as const;

async function importFileTarget(file: string, options: ExportOptions): Promise<Target> {
  const unused = OF_PROJECT.find((name) => options[name] !== undefined);
  if (unused !== undefined) {
    throw new CommandFailed(`error: with --import-file no project is written: omit --${unused}`, 2);
  }
  await refuseExistingFile(file);
  return {
    path: file,
    verb: "lists",
    program: file,
    namesRest: false,
    async write(survey, { pbx, settings: { username, caFile }, signal }) {
      await writeNewFile(file, pulumiImportFile(survey, options.otherTypes === true), signal);
      return {
        title: "To bring them into a stack, in the folder of a project whose Pulumi.yaml names the provider `ozeki`:",
        commands: [
          ...configurationSteps({ pbx, username, caFile: absolute(caFile) }),
          `pulumi import --file ${shellQuoted(resolve(file))} --out imported.txt`,
        ],
        notes: [
          "Pulumi writes the code into imported.txt, in the language of the project and without a password. Add it to the program: `pulumi preview` then shows no change.",
          options.connection === undefined
            ? undefined
            : "These commands make the PBX of this connection the current stack's own: first create a stack for it. A stack that has another PBX imports them with an explicit provider.",
          aboutLargeImport(survey, { withOthers: options.otherTypes === true }),
        ],
      };
    },
  };
}

/** What to know where the extensions are on another PBX than the stack's own: the project is for that PBX alone. */
function aboutConnection(name: string): string {
  return `The project has the PBX of this connection as its own. In a program that uses the connection, set \`connection\` to ${literal(name)} in each declaration.`;
}

function absolute(file: string | undefined): string | undefined {
  return file === undefined ? undefined : resolve(file);
}

/** What of a folder's name can be a project's. */
function projectName(folder: string): string {
  const name = folder.replace(/[^\w.-]+/g, "-").slice(0, 100);
  return /\w/.test(name) ? name : "pbx";
}
