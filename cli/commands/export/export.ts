import { Command, InvalidArgumentError, Option } from "commander";
import { displayId, escapeControlChars } from "../../../provider/api/display";
import { suggestionFor } from "../../../provider/api/suggestion";
import { withConnectionOptions } from "../../shared/connect";
import { warnLines } from "../../shared/printLines";
import { listAll, readExtensions } from "../../shared/readExtensions";
import { onceEach, refuseUnknownType, select, unmatched, withSelectionOptions } from "../../shared/selection";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, counted, exitCodesHelp } from "../../shared/terminal";
import { unknownName } from "../../shared/unknownName";
import { withPbx } from "../../shared/withPbx";
import type { ProjectOptions } from "./projectFiles";
import { LANGUAGES } from "./projectFiles";
import type { Survey } from "./survey";
import { surveyed, surveyOf } from "./survey";
import type { ExportOptions, Target } from "./target";
import { targetOf } from "./target";

/** `pulumi-ozeki export`: a Pulumi project that declares what a PBX has. */
export function exportCommand(terminal: Terminal): Command {
  return withSelectionOptions(withConnectionOptions(new Command("export")))
    .description(
      "Writes a Pulumi project that declares the SIP extensions of a PBX as they are, without a password in it. It only reads the PBX, and prints the commands that then bring them into a stack.",
    )
    .option("--dir <folder>", "folder to create; existing files are never overwritten")
    .option("--name <name>", "name of the Pulumi project (default: that of the folder)")
    .option("--other-types", "declare extensions of other types, too, without what looks like a secret")
    .addOption(
      new Option("--language <language>", "what the program is written in: typescript or yaml")
        .default("typescript")
        .argParser(languageOf),
    )
    .option("--csv", "list the SIP extensions in extensions.csv, for a spreadsheet, and not in the program")
    .option("--package <spec>", "where npm is to get pulumi-ozeki from (default: this version)")
    .option(
      "--import-file <file>",
      "write no project, but a new file for `pulumi import --file`, with which Pulumi writes the program in any language",
    )
    .addHelpText(
      "after",
      `
Examples:
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office --csv
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir office --language yaml
  pulumi-ozeki export --url http://192.168.1.10:7780 --import-file phones.json
  pulumi-ozeki export --url http://192.168.1.10:7780 --dir sales --match '2???' --exclude 2999
  OZEKI_PASSWORD=… pulumi-ozeki export --url http://192.168.1.10:7780 --username api --dir office --other-types

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: ExportOptions) => exportProject(options, terminal));
}

async function exportProject(options: ExportOptions, terminal: Terminal): Promise<void> {
  const target = await targetOf(options);
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
    const steps = await target.write(survey, { pbx: client.pbx, settings, signal: terminal.ended });
    await warnLines(
      terminal,
      [...unmatched(all, options), ...listedTwice(selected)].map((line) => `warning: ${line}`),
      `Cancelled. ${target.path} is complete.`,
    );
    await report(survey, target, options, terminal);
    terminal.printData(`\n${steps.title}\n\n  ${steps.commands.join("\n  ")}\n`);
    for (const note of steps.notes.filter((one) => one !== undefined)) {
      terminal.print(note);
    }
    if (survey.refused.length > 0) {
      throw new CommandFailed(
        `${survey.refused.length} of ${chosen.length} extensions are not declared${target.namesRest ? `; ${target.program} names them at its end` : ""}.`,
        3,
      );
    }
  });
}

async function report(
  { phones, others, refused, tellsUsername }: Survey,
  target: Target,
  options: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const declared = options.otherTypes === true ? [...phones, ...others] : phones;
  terminal.print(
    `${target.path} ${target.verb} ${counted(declared.length, "extension")}: ${phones.length} SIP, ${declared.length - phones.length} of other types.`,
  );
  if (options.otherTypes !== true && others.length > 0) {
    terminal.print(
      `${counted(others.length, "extension")} of other types ${others.length === 1 ? "is" : "are"} left out; --other-types declares them.`,
    );
  }
  const partly = declared.filter(({ leftOut }) => leftOut.length > 0).length;
  if (partly > 0 && target.namesRest) {
    terminal.print(
      `${counted(partly, "extension")} ${partly === 1 ? "has" : "have"} elements that are not declared and stay as they are; ${target.program} names them.`,
    );
  }
  if (tellsUsername === false) {
    terminal.print(
      "This PBX does not return Username. The first update of an extension sets it to the extension ID. To keep another value, add `username` to its declaration.",
    );
  }
  await warnLines(
    terminal,
    refused.map(({ id, why }) => `warning: extension ${displayId(id)} is not declared: ${escapeControlChars(why)}`),
    `Cancelled. ${target.path} is complete.`,
  );
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

/** The language of a project, as the option names it. */
function languageOf(value: string): ProjectOptions["language"] {
  const language = LANGUAGES.find((name) => name === value);
  if (language === undefined) {
    throw suggestionFor(value, LANGUAGES) === undefined
      ? new InvalidArgumentError(
          `Allowed: ${LANGUAGES.join(", ")}. For any other language use --import-file: Pulumi then writes the program.`,
        )
      : unknownName({ what: "language", given: value, known: LANGUAGES, listedBy: "pulumi-ozeki export --help" });
  }
  return language;
}
