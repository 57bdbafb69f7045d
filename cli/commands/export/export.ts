import { basename, resolve } from "node:path";
import { Command } from "commander";
import { displayId, escapeControlChars } from "../../../provider/api/display";
import type { ConnectionOptions } from "../../shared/connect";
import { withConnectionOptions } from "../../shared/connect";
import { onceEach } from "../../shared/onceEach";
import { listAll, readExtensions } from "../../shared/readExtensions";
import type { SelectionOptions } from "../../shared/selection";
import { refuseUnknownType, select, unmatched, withSelectionOptions } from "../../shared/selection";
import { shellQuoted } from "../../shared/shellQuoted";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, counted, exitCodesHelp, requiredOption } from "../../shared/terminal";
import { withPbx } from "../../shared/withPbx";
import { ABOUT_PASSPHRASE, nextSteps, projectFiles } from "./projectFiles";
import type { Survey } from "./survey";
import { surveyed, surveyOf } from "./survey";
import { refuseOverwriting, writeProject } from "./writeProject";

interface ExportOptions extends ConnectionOptions, SelectionOptions {
  readonly dir?: string;
  readonly name?: string;
  readonly otherTypes?: true;
  readonly csv?: true;
  readonly package?: string;
}

/** `pulumi-ozeki export`: a Pulumi project that declares what a PBX has. */
export function exportCommand(terminal: Terminal): Command {
  return withSelectionOptions(withConnectionOptions(new Command("export")))
    .description(
      "Writes a Pulumi project that declares the SIP extensions of a PBX as they are, without a password in it. It only reads the PBX. `pulumi-ozeki import` then brings them into a stack.",
    )
    .option("--dir <folder>", "folder to create; existing files are never overwritten")
    .option("--name <name>", "name of the Pulumi project (default: that of the folder)")
    .option("--other-types", "declare extensions of other types, too, without what looks like a secret")
    .option("--csv", "list the SIP extensions in extensions.csv, for a spreadsheet, and not in the program")
    .option("--package <spec>", "where npm is to get pulumi-ozeki from (default: this version)")
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office --csv
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir sales --match '2???' --exclude 2999
  OZEKI_PASSWORD=… pulumi-ozeki export --url http://192.168.1.10:7780 --username api --dir office --other-types

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: ExportOptions) => exportProject(options, terminal));
}

async function exportProject(options: ExportOptions, terminal: Terminal): Promise<void> {
  const dir = requiredOption(options.dir, "--dir", "the folder to write, such as --dir office");
  if (options.csv === true && options.otherTypes === true) {
    throw new CommandFailed("error: a CSV file lists SIP extensions only: omit --csv or --other-types", 2);
  }
  await refuseOverwriting(dir);
  const name = options.name ?? projectName(basename(resolve(dir)));
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new CommandFailed("error: --name must be 1 to 100 letters, digits, dots, dashes and underscores", 2);
  }
  await withPbx(options, terminal, async ({ client, settings }) => {
    const all = await listAll(client, terminal.ended);
    await refuseUnknownType(client, all, { ...options, signal: terminal.ended });
    const selected = select(all, options);
    if (selected.length === 0) {
      throw new CommandFailed(
        `error: nothing to export: ${unmatched(all, options).join("; ") || nothingLeft(all.length, client.pbx)}. Nothing was written`,
        2,
      );
    }
    const chosen = onceEach(selected);
    const how = { concurrency: settings.maxConcurrency, terminal };
    const survey = surveyOf(await readExtensions(client, chosen, how, (reading) => surveyed(reading, client.pbx)));
    const project = {
      name,
      withOthers: options.otherTypes === true,
      asCsv: options.csv === true,
      packageSpec: options.package,
      pbx: client.pbx,
      username: settings.username,
      caFile: settings.caFile === undefined ? undefined : resolve(settings.caFile),
    };
    await writeProject(dir, projectFiles(survey, project), terminal.ended);
    for (const line of [...unmatched(all, options), ...listedTwice(selected)]) {
      terminal.warn(`warning: ${line}`);
    }
    report(survey, { ...options, dir }, terminal);
    // One that starts with a dash would be taken for an option.
    const folder = dir.startsWith("-") ? `./${dir}` : dir;
    terminal.printData(
      `\nTo bring them into a stack:\n\n  cd ${shellQuoted(folder)}\n  ${nextSteps(project).join("\n  ")}\n`,
    );
    terminal.print(`\`pulumi stack init\` creates the stack. ${ABOUT_PASSPHRASE}`);
    if (survey.refused.length > 0) {
      throw new CommandFailed(
        `${survey.refused.length} of ${chosen.length} extensions are not declared; index.ts names them at its end.`,
        3,
      );
    }
  });
}

function report(
  { phones, others, refused, tellsUsername }: Survey,
  options: ExportOptions & { dir: string },
  terminal: Terminal,
): void {
  const declared = options.otherTypes === true ? [...phones, ...others] : phones;
  terminal.print(
    `${options.dir} declares ${counted(declared.length, "extension")}: ${phones.length} SIP, ${declared.length - phones.length} of other types.`,
  );
  if (options.otherTypes !== true && others.length > 0) {
    terminal.print(
      `${counted(others.length, "extension")} of other types ${others.length === 1 ? "is" : "are"} left out; --other-types declares them.`,
    );
  }
  const partly = declared.filter(({ leftOut }) => leftOut.length > 0).length;
  if (partly > 0) {
    terminal.print(
      `${counted(partly, "extension")} ${partly === 1 ? "has" : "have"} elements that are not declared and stay as they are; index.ts names them.`,
    );
  }
  if (tellsUsername === false) {
    terminal.print(
      "This PBX does not return Username. The first update of an extension sets it to the extension ID. To keep another value, add `username` to its row.",
    );
  }
  for (const { id, why } of refused) {
    terminal.warn(`warning: extension ${displayId(id)} is not declared: ${escapeControlChars(why)}`);
  }
}

function nothingLeft(count: number, pbx: string): string {
  return count === 0
    ? `${pbx} has no extensions`
    : `--match, --exclude and --type leave none of the ${count} on ${pbx}`;
}

function listedTwice(extensions: readonly { id: string }[]): string[] {
  const once = new Set(onceEach(extensions));
  const again = extensions.filter((extension) => !once.has(extension)).map(({ id }) => id);
  return [...new Set(again)].map(
    (id) => `the PBX lists extension ${displayId(id)} more than once; it is declared once`,
  );
}

/** What of a folder's name can be a project's. */
function projectName(folder: string): string {
  const name = folder.replace(/[^\w.-]+/g, "-").slice(0, 100);
  return /\w/.test(name) ? name : "pbx";
}
