import { isLoginRequired } from "./access";
import type { Report } from "./reportModel";
import type { ReportSection } from "./sections";

/** A figure at the top of a report. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  /** What the value is made of. */
  readonly detail: string;
  /** `good` and `bad` are judgements; `plain` is none. */
  readonly level: "good" | "bad" | "plain";
  /** The section that lists what it counts. */
  readonly section: ReportSection["id"] | "numbers";
}

/** The figures at the top of a report: the same in HTML and in Markdown. */
export function figuresOf({ stack, counts, access }: Report): Figure[] {
  const { extensions, phones, managed, drifted, strangers, missing, unreadable, excluded } = counts;
  const { weakPasswords, sharedPasswords, neverRegistered, disabled } = counts;
  const differing = drifted + strangers + missing + unreadable;
  const isNeeded = isLoginRequired(access);
  return [
    {
      label: "Extensions",
      value: String(extensions),
      detail: `${phones} SIP${excluded === 0 ? "" : `, ${excluded} not in this report`}`,
      level: "plain",
      section: "numbers",
    },
    ...(stack === null || managed === null
      ? []
      : [
          {
            label: "Managed",
            value: extensions === 0 ? "–" : `${Math.floor((managed / extensions) * 100)} %`,
            detail: `${managed} of ${extensions}`,
            level: managed === extensions ? ("good" as const) : ("plain" as const),
            section: "numbers" as const,
          },
        ]),
    ...(stack === null && unreadable === 0
      ? []
      : [
          {
            label: "Differences",
            value: String(differing),
            detail: `${drifted} changed, ${strangers} not in the stack, ${missing} missing`,
            level: differing === 0 ? ("good" as const) : ("bad" as const),
            section: "differences" as const,
          },
        ]),
    {
      label: "Weak passwords",
      value: String(weakPasswords),
      detail: `${sharedPasswords} shared with another phone`,
      level: weakPasswords + sharedPasswords === 0 ? "good" : "bad",
      section: "passwords",
    },
    {
      label: "Never registered",
      value: String(neverRegistered),
      detail: `${disabled} disabled`,
      level: "plain",
      section: "phones",
    },
    {
      label: "API login",
      value: isNeeded === undefined ? "unknown" : isNeeded ? "required" : "none",
      detail: isNeeded === false ? "anyone at an allowed address" : "who can use the API",
      level: isNeeded === undefined ? "plain" : isNeeded ? "good" : "bad",
      section: "access",
    },
  ];
}
