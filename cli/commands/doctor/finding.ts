import { styleText } from "node:util";

/** The answer to one question about a PBX. */
export interface Finding {
  /** What was asked, in a word or two. */
  readonly about: string;
  /** What was found, in words. Holds no secret. */
  readonly found: string;
  /** A `problem` is in the way of managing this PBX; a `notice` is not, but there is something to do about it. */
  readonly level: "ok" | "notice" | "problem";
  /** What to do about it. */
  readonly nextStep?: string;
  /** What was found, for scripts: numbers have their unit in the name. */
  readonly values?: Readonly<Record<string, Value>>;
}

/** A value of a finding. */
export type Value = string | number | boolean | null | readonly (string | number)[] | Readonly<Record<string, number>>;

/** What was found, without the question. A plain string is neither a notice nor a problem. */
export type Found = string | Omit<Finding, "about">;

/** The finding that answers a question. */
export function findingOf(about: string, found: Found): Finding {
  return { about, ...(typeof found === "string" ? { found, level: "ok" } : found) };
}

/** A finding that needs no action. */
export function ok(found: string, values: NonNullable<Finding["values"]>): Found {
  return { found, level: "ok", values };
}

/** The findings as `--json` prints them. */
export function asJson(findings: readonly Finding[]): object[] {
  return findings.map(({ about, found, level, nextStep, values }) => ({
    check: checkId(about),
    title: about,
    level,
    values: values ?? {},
    text: found,
    nextStep: nextStep ?? null,
  }));
}

/** The name of a check for scripts, such as `roundTrip`. docs/reference/json-output.md lists all of them. */
export function checkId(about: string): string {
  const words = about.split(/[^A-Za-z\d]+/).map((word) => (/^[A-Z]+$/.test(word) ? word.toLowerCase() : word));
  const joined = words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
  return `${joined.charAt(0).toLowerCase()}${joined.slice(1)}`;
}

const marks = { ok: ["✓", "green"], notice: ["!", "yellow"], problem: ["✗", "red"] } as const;

/** The mark before a problem. */
export const PROBLEM_MARK = marks.problem[0];

/** The findings as lines for a person, each with a mark and its label. */
export function asLines(
  findings: readonly Finding[],
  { hasColour }: { hasColour: boolean },
): [label: string, text: string][] {
  const width = Math.max(...findings.map(({ about }) => about.length));
  const coloured = (format: "red" | "yellow" | "green" | "dim", text: string) =>
    hasColour ? styleText(format, text, { validateStream: false }) : text;
  return findings.flatMap(({ about, found, level, nextStep }) => {
    const [mark, colour] = marks[level];
    const label = ` ${about.padEnd(width)}  `;
    const line: [string, string] = [
      `${coloured(colour, mark)}${label}`,
      level === "problem" ? coloured(colour, found) : found,
    ];
    const next: [string, string][] =
      nextStep === undefined ? [] : [[" ".repeat(mark.length + label.length), coloured("dim", nextStep)]];
    return [line, ...next];
  });
}
