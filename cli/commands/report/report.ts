import { Command } from "commander";
import type { Connected, ConnectionOptions } from "../../shared/connect";
import { withConnectionOptions } from "../../shared/connect";
import { jsonText } from "../../shared/json";
import { printLines } from "../../shared/printLines";
import { lacksPassphrase } from "../../shared/pulumi";
import { listAll, readExtensions } from "../../shared/readExtensions";
import type { SelectionOptions } from "../../shared/selection";
import { onceEach, refuseUnknownType, select, unmatched, withSelectionOptions } from "../../shared/selection";
import { stackExtensions } from "../../shared/stackExtensions";
import type { Terminal } from "../../shared/terminal";
import { CommandFailed, exitCodesHelp, requiredOption } from "../../shared/terminal";
import { unknownName } from "../../shared/unknownName";
import { withPbx } from "../../shared/withPbx";
import { groupById, sortByPlace } from "../diff/sortByPlace";
import { asJson } from "../doctor/finding";
import { accessFindings } from "./access";
import { assembleReport } from "./assembleReport";
import { factsReader } from "./extensionFacts";
import { htmlReport } from "./html/htmlReport";
import { markdownReport } from "./markdown/markdownReport";
import { checkReportFile, writeReportFile } from "./reportFile";
import type { Report } from "./reportModel";
import { verdict } from "./verdict";

/** How each format is written. */
const formats = {
  html: htmlReport,
  markdown: markdownReport,
  json: (report) => jsonText({ ...report, access: asJson(report.access) }),
} as const satisfies Readonly<Record<string, (report: Report) => string>>;

type Format = keyof typeof formats;

/** By the ending of a file. Every other file is a page in HTML. */
const formatsByEnding: Readonly<Record<string, Format>> = { md: "markdown", markdown: "markdown", json: "json" };

interface ReportOptions extends ConnectionOptions, SelectionOptions {
  readonly out?: string;
  readonly format?: Format;
  readonly yes?: true;
}

/** `pulumi-ozeki report`: one page about a PBX. */
export function reportCommand(terminal: Terminal): Command {
  return withSelectionOptions(withConnectionOptions(new Command("report")))
    .description(
      "Writes one page about a PBX: which numbers are free, weak and shared passwords, phones that never registered, and who can use its API. With --stack it also shows what differs from the stack. It reads only. The page holds no password.",
    )
    .option("--out <file>", "file to write; asks before it overwrites one")
    .option(
      "--format <format>",
      "html, markdown or json (default: by the ending of --out, otherwise html)",
      formatNamed,
    )
    .option("--yes", "do not ask before an existing file is overwritten")
    .addHelpText(
      "after",
      `
A page in HTML needs --out. Markdown, for a pull request or a mail, and JSON are printed without it.

Examples:
  pulumi-ozeki report --url http://192.168.1.10:7780 --out report.html
  pulumi-ozeki report --stack dev --out report.html
  pulumi-ozeki report --stack dev --format markdown > report.md
  pulumi-ozeki report --stack dev --format json | jq .counts

${exitCodesHelp([0, 1, 2, 3, 130])}`,
    )
    .action((options: ReportOptions) => report(options, terminal));
}

async function report(options: ReportOptions, terminal: Terminal): Promise<void> {
  const format = formatOf(options);
  const file =
    format === "html" || options.out !== undefined
      ? requiredOption(options.out, "--out", "the file to write, such as --out report.html")
      : undefined;
  if (file !== undefined) {
    await checkReportFile(file, options.yes === true, terminal);
  }
  const found = await withPbx(options, terminal, (connected) => examine(connected, options, terminal));
  const content = formats[format](found);
  const line = verdict(found);
  if (file === undefined) {
    await printLines(terminal, content.split("\n"));
  } else {
    await writeReportFile(file, `${content}\n`, terminal.ended);
    terminal.print(`${file} was written.${found.isDifferent ? "" : ` ${line}`}`);
  }
  if (found.isDifferent) {
    throw new CommandFailed(line, 3);
  }
}

/** @throws CommandFailed naming the format that was probably meant */
function formatNamed(name: string): Format {
  if (!Object.hasOwn(formats, name)) {
    const known = Object.keys(formats);
    throw unknownName({ what: "format", given: name, known, listedBy: "pulumi-ozeki report --help" });
  }
  return name as Format;
}

function formatOf({ format, out = "" }: ReportOptions): Format {
  const [, ending = ""] = /\.([a-z]+)$/.exec(out.toLowerCase()) ?? [];
  return format ?? formatsByEnding[ending] ?? "html";
}

async function examine(connected: Connected, options: ReportOptions, terminal: Terminal): Promise<Report> {
  const { client, settings } = connected;
  const listed = onceEach(await listAll(client, terminal.ended));
  await refuseUnknownType(client, listed, { ...options, signal: terminal.ended });
  const comparison = await comparisonWith(options, listed, client.pbx, terminal);
  const chosen = select(listed, options);
  const odd = unmatched(listed, options);
  if (odd.length > 0 && chosen.length === 0) {
    throw new CommandFailed(`error: nothing to report: ${odd.join("; ")}. Nothing was written`, 2);
  }
  for (const line of odd) {
    terminal.warn(`warning: ${line}`);
  }
  const how = { concurrency: settings.maxConcurrency, terminal };
  const facts = await readExtensions(client, chosen, how, factsReader(comparison?.resources ?? new Map(), client.pbx));
  const access = await accessFindings(connected, terminal.ended);
  terminal.ended.throwIfAborted();
  const isChosen = new Set(chosen.map(({ id }) => id));
  const excluded = listed.filter(({ id }) => !isChosen.has(id));
  return assembleReport({ pbx: client.pbx, comparison, facts, excluded, access });
}

/** The stack's side of the comparison; undefined where no stack is named. */
async function comparisonWith(
  options: ReportOptions,
  listed: Awaited<ReturnType<typeof listAll>>,
  pbx: string,
  terminal: Terminal,
) {
  const { stack, connection } = options;
  if (stack === undefined) {
    return undefined;
  }
  // A nightly run may have no passphrase: everything but secrets can still be compared.
  const areSecretsCompared = terminal.isInteractive || !(await lacksPassphrase(stack, terminal));
  const inState = await stackExtensions(stack, pbx, { terminal, withSecrets: areSecretsCompared });
  const { missing } = sortByPlace(listed, inState, options);
  return { stack, connection, areSecretsCompared, resources: groupById(inState), missing };
}
