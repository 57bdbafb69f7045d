import { counted } from "../../../shared/terminal";
import type { NumberRange, Report } from "../reportModel";
import { numberStates, stateNames } from "../reportModel";
import type { ReportSection, ReportTable } from "../sections";
import { sectionsOf } from "../sections";
import { figuresOf } from "../summary";
import { verdict } from "../verdict";
import { code, plain } from "./escape";

/** A comment of GitHub and of GitLab takes no page of any length. */
const MAX_ROWS = 50;

/** The report in Markdown, for a pull request or a mail. Long tables are cut off, with the number of rows that are left out. */
export function markdownReport(report: Report): string {
  const { pbx, stack, version, generatedAt } = report;
  const about = stack === null ? "" : `, compared with stack ${code(stack)}`;
  return [
    "# PBX report",
    `${code(pbx)}${about}, ${generatedAt.slice(0, 16).replace("T", " ")} UTC.`,
    `**${plain(verdict(report))}**`,
    table(
      figuresOf(report).map(({ label }) => label),
      [figuresOf(report).map(({ value }) => value)],
    ),
    "## Numbers",
    ranges(report),
    ...sectionsOf(report).flatMap(section),
    `Written by pulumi-ozeki ${version}. This report holds no password.`,
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function ranges({ numbers }: Report): string {
  const states = numberStates.filter((state) => numbers.ranges.some((range) => countOf(range, state) > 0));
  const rows = numbers.ranges.map((range) => [
    `${range.first}–${range.last}`,
    ...states.map((state) => String(countOf(range, state))),
    String(range.free),
    range.firstFree ?? "none",
  ]);
  const others = numbers.others.map(({ id, state }) => `${code(id)} (${stateNames[state]})`);
  return [
    rows.length === 0
      ? "No number is used."
      : table(["Numbers", ...states.map((state) => stateNames[state]), "free", "first free"], rows),
    others.length === 0 ? "" : `Other IDs: ${shortened(others)}.`,
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function countOf({ used }: NumberRange, state: string): number {
  return used.filter((number) => number.state === state).length;
}

function shortened(items: readonly string[]): string {
  const more = items.length - MAX_ROWS;
  return items.slice(0, MAX_ROWS).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

function section({ title, tables }: ReportSection): string[] {
  return [`## ${title}`, ...tables.flatMap((each) => (tables.length === 1 ? [] : [heading(each)]).concat(body(each)))];
}

function heading({ title, rows }: ReportTable): string {
  return `### ${title}${rows.length === 0 ? "" : ` (${rows.length})`}`;
}

function body({ about, columns, rows, whenEmpty }: ReportTable): string[] {
  if (rows.length === 0) {
    return [whenEmpty];
  }
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? code(cell) : plain(cell.words))));
  return [about, table(columns, cells)];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const more = rows.length - MAX_ROWS;
  return [
    line(columns),
    line(columns.map(() => "---")),
    ...rows.slice(0, MAX_ROWS).map(line),
    ...(more > 0
      ? ["", `And ${counted(more, "row")} more: \`--format html\` and \`--format json\` have all of them.`]
      : []),
  ].join("\n");
}
