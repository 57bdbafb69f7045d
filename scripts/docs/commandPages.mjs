import { block, code, page, sentence, table } from "./markdown.mjs";

/**
 * @typedef {import("./commandLine.mjs").Subcommand} Subcommand
 * @typedef {import("commander").Command} Command
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 *
 * A command as a user types it, and what it printed.
 * @typedef {{ command: string, output: string, exitCode: number, about?: string }} Sample
 */

/** What to read next, by command. @type {Record<string, string>} */
const SEE_ALSO = {
  doctor:
    "[Import an existing PBX](../../tutorial/existing-pbx.md), [JSON output](../json-output.md#doctor), [Troubleshooting](../../how-to/troubleshooting.md)",
  list: "[JSON output](../json-output.md#list)",
  show: "[JSON output](../json-output.md#show), [Extension](../extension.md)",
  status: "[Add or remove a person](../../how-to/people.md), [JSON output](../json-output.md#status)",
  export:
    "[Import an existing PBX](../../tutorial/existing-pbx.md), [Keep the list in a spreadsheet](../../how-to/spreadsheet.md)",
  import:
    "[Import an existing PBX](../../tutorial/existing-pbx.md), [Add an extension that diff found](../../how-to/add-an-extension-found-by-diff.md)",
  diff: "[Add an extension that diff found](../../how-to/add-an-extension-found-by-diff.md), [Drift gate in CI](../../how-to/drift-gate-in-ci.md), [JSON output](../json-output.md#diff)",
  report: "[Report for a manager or an auditor](../../how-to/report.md), [JSON output](../json-output.md#report)",
  simulate:
    "[Simulator](../simulator.md): every switch and fault. [Test your own program](../../how-to/test-your-program.md)",
};

const CONNECTION = `The PBX is named by \`--url\` (and \`--username\`), by \`OZEKI_URL\` and the like, or by a stack's configuration with
\`--stack\`. A password is never an option, because others on the machine can see options: it comes from \`OZEKI_PASSWORD\`, from the
stack's secrets, or is asked for. Only \`doctor --probe\` writes to the PBX, and it asks first.`;

/**
 * The page of the command as a whole.
 * @param {readonly Subcommand[]} subcommands
 * @param {Sources} sources
 */
export function commandIndex(subcommands, sources) {
  return page("The command pulumi-ozeki", [
    "Run it with `npx pulumi-ozeki` in a folder where `pulumi-ozeki` is installed. `pulumi-ozeki --help` and `pulumi-ozeki COMMAND --help` show the same in the terminal.",
    table(
      ["Command", "What it is for"],
      subcommands.map(({ name, summary }) => [`[${code(name)}](${name}.md)`, summary]),
    ),
    "## How the PBX is named",
    CONNECTION,
    "## Exit codes",
    exitCodeTable(sources),
    "`pulumi-ozeki` ends with 1 where its output cannot be written, such as on a full disk. [JSON output](../json-output.md) describes what `--json` prints.",
  ]);
}

/** @param {Sources} sources */
export function exitCodesPage(sources) {
  return page("Exit codes", [
    "Every command of [`pulumi-ozeki`](cli/README.md) ends with one of these codes.",
    exitCodeTable(sources),
    `In a script, 3 is not a failure of the command: \`diff\` found a difference, \`export\` left something out, \`doctor\` found a problem. What it is
about is on the screen.`,
    block(
      "sh",
      `npx pulumi-ozeki diff --stack dev\ncase $? in\n  0) echo "nothing differs" ;;\n  3) echo "something differs" ;;\n  *) exit 1 ;;\nesac`,
    ),
    "Pulumi's own commands end with 0 or another code; a drift gate (`pulumi refresh --preview-only --expect-no-changes`) ends with another code than 0 where something differs.",
  ]);
}

/** @param {Sources} sources */
function exitCodeTable(sources) {
  /** @type {typeof import("../../cli/shared/terminal.js")} */
  const { exitCodes } = sources.load("cli/shared/terminal.ts");
  return table(
    ["Code", "Meaning"],
    Object.entries(exitCodes).map(([number, meaning]) => [number, meaning]),
  );
}

/**
 * The page of a subcommand.
 * @param {Subcommand} subcommand
 * @param {readonly Sample[]} samples
 */
export function commandPage({ name, command, help }, samples) {
  const usage = `pulumi-ozeki ${name} ${command.usage()}`;
  const argumentRows = command.registeredArguments.map((argument) => [
    code(argument.required ? `<${nameOf(argument)}>` : `[${nameOf(argument)}]`),
    [argument.description, argument.argChoices && `One of ${argument.argChoices.map(code).join(", ")}`]
      .filter(Boolean)
      .join(". "),
  ]);
  const optionRows = command.options
    .filter(({ hidden }) => !hidden)
    .map((option) => [code(option.flags), option.description, defaultOf(option.defaultValue)]);
  const examples = partOf(help, "Examples:");
  const codes = partOf(help, "Exit codes:");
  const [, otherCodes] = /^Exit codes: (.+)$/m.exec(help) ?? [];
  return page(`pulumi-ozeki ${name}`, [
    command.description(),
    block("text", usage),
    argumentRows.length === 0 ? "" : table(["Argument", "Meaning"], argumentRows),
    optionRows.length === 0 ? "" : table(["Option", "Meaning", "Default"], optionRows),
    ...(examples === undefined ? [] : ["## Examples", block("text", examples)]),
    "## Sample output",
    "From a run against the simulated PBX. Its address and the times are replaced.",
    ...samples.flatMap(({ command: line, output, exitCode, about }) => [
      about ?? "",
      block("console", `$ ${line}\n${output}`),
      exitCode === 0 ? "" : `Exit code: ${exitCode}.`,
    ]),
    ...(codes === undefined
      ? []
      : [
          "## Exit codes",
          table(
            ["Code", "Meaning"],
            [...codes.matchAll(/^(\d+) +(.*)$/gm)].map(([, number = "", meaning = ""]) => [number, meaning]),
          ),
        ]),
    ...(otherCodes === undefined ? [] : ["## Exit codes", sentence(otherCodes)]),
    SEE_ALSO[name] === undefined ? "" : `See also: ${sentence(SEE_ALSO[name])}`,
  ]);
}

/** @param {import("commander").Argument} argument */
function nameOf(argument) {
  return `${argument.name()}${argument.variadic ? "..." : ""}`;
}

/** @param {unknown} value */
function defaultOf(value) {
  return value === undefined ? "" : code(String(value));
}

/**
 * The lines below a heading of the help, without their indentation.
 * @param {string} help
 * @param {string} heading
 */
function partOf(help, heading) {
  const lines = help.split("\n");
  const start = lines.indexOf(heading);
  if (start < 0) return undefined;
  const end = lines.findIndex((line, index) => index > start && line.trim() === "");
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n");
}
