import { displayId } from "../../../provider/api/display";
import { whoCanUseApi } from "./access";
import type { PropertyDrift, Report, ReportedExtension } from "./reportModel";

/** A cell of a table: text of the PBX or of the stack, which may be hostile, or words of the report itself. */
export type Cell = string | { readonly words: string };

/** A table of a report, or the sentence that is there in place of an empty one. */
export interface ReportTable {
  readonly title: string;
  /** What it lists, and what to do about it. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What is printed where there are no rows. */
  readonly whenEmpty: string;
}

/** A section of a report. */
export interface ReportSection {
  /** Its name in links: a word. */
  readonly id: "differences" | "passwords" | "phones" | "access";
  readonly title: string;
  readonly tables: readonly ReportTable[];
}

/** What a report lists, apart from its summary and the map of its numbers: the same in HTML and in Markdown. */
export function sectionsOf(report: Report): ReportSection[] {
  return [
    ...(report.stack === null && report.unreadable.length === 0 ? [] : [differences(report)]),
    passwords(report),
    phones(report),
    access(report),
  ];
}

function differences({ stack, connection, drift, strangers, missing, unreadable }: Report): ReportSection {
  const isRead = { title: "Not read", about: "These extensions could not be read or compared.", whenEmpty: "" };
  const unread = {
    ...isRead,
    columns: ["ID", "Why"],
    rows: unreadable.map(({ id, why }) => [displayId(id), why]),
  };
  const compared: ReportTable[] = [
    {
      title: "Changed on the PBX",
      about:
        "Properties that the PBX and the stack hold differently. `pulumi up --refresh` restores the values of the program.",
      columns: ["ID", "Resource", "Property", "In the stack", "On the PBX"],
      rows: drift.flatMap(({ id, resource, properties }) =>
        properties.map((difference) => [
          displayId(id),
          resource ?? "",
          difference.property,
          shownValue(difference, difference.inState),
          shownValue(difference, difference.onPbx),
        ]),
      ),
      whenEmpty: "No property differs.",
    },
    {
      title: "Not in the stack",
      about: `Extensions that someone added to the PBX by hand, or that another stack manages.${connection === null ? " `pulumi-ozeki diff` prints how to import each one." : ""}`,
      columns: ["ID", "Type", "User"],
      rows: strangers.map(({ id, type, userId }) => [displayId(id), type, userId ?? ""]),
      whenEmpty: "The stack has every extension of the PBX.",
    },
    {
      title: "Missing on the PBX",
      about: "Extensions of the stack that were deleted on the PBX. `pulumi up --refresh` creates them again.",
      columns: ["ID", "Resource"],
      rows: missing.map(({ id, resource }) => [displayId(id), resource ?? ""]),
      whenEmpty: "The PBX has every extension of the stack.",
    },
  ];
  const tables = [...(stack === null ? [] : compared), ...(unreadable.length === 0 ? [] : [unread])];
  return { id: "differences", title: "Differences", tables };
}

function shownValue({ isSecret, property }: PropertyDrift, value: string | null): Cell {
  if (isSecret) {
    return { words: property === "xml" ? "(XML, not shown)" : "(secret, not shown)" };
  }
  return value ?? { words: "(nothing)" };
}

function passwords(report: Report): ReportSection {
  const { weakPasswords, sharedPasswords } = report;
  return {
    id: "passwords",
    title: "Passwords",
    tables: [
      {
        title: "Weak passwords",
        about:
          "Programs on the internet try such passwords day and night, to make calls at your expense. A password that the stack generates is never in this list.",
        columns: [...extensionColumns(report), "Its password is"],
        rows: weakPasswords.map((extension) => [...extensionCells(extension, report), { words: extension.why }]),
        whenEmpty: "No rule finds a password of a phone easy to guess. That does not prove that each one is strong.",
      },
      {
        title: "Shared passwords",
        about: "Extensions of one group have the same password. Who knows it can register as each of them.",
        columns: ["Group", ...extensionColumns(report)],
        rows: sharedPasswords.flatMap((group, at) =>
          group.map((extension) => [{ words: String(at + 1) }, ...extensionCells(extension, report)]),
        ),
        whenEmpty: "No two phones have the same password.",
      },
    ],
  };
}

function phones(report: Report): ReportSection {
  const { neverRegistered, disabled } = report;
  const extensions = (all: readonly ReportedExtension[]) => all.map((extension) => extensionCells(extension, report));
  return {
    id: "phones",
    title: "Phones",
    tables: [
      {
        title: "Never registered",
        about:
          "The PBX holds no address of these enabled phones. They may still need their password, or no one may use them.",
        columns: extensionColumns(report),
        rows: extensions(neverRegistered),
        whenEmpty: "Every enabled phone has registered.",
      },
      {
        title: "Disabled",
        about: "These extensions keep their number, and cannot be used.",
        columns: extensionColumns(report),
        rows: extensions(disabled),
        whenEmpty: "Every extension is enabled.",
      },
    ],
  };
}

function access({ access: findings }: Report): ReportSection {
  return {
    id: "access",
    title: "Access to the API",
    tables: [
      {
        title: "What the API allows",
        about: [whoCanUseApi(findings), ADDRESS_FILTER].filter(Boolean).join(" "),
        columns: ["Question", "Answer", "What to do"],
        rows: findings.map(({ about, found, nextStep = "" }) => [
          { words: about },
          { words: found },
          { words: nextStep },
        ]),
        whenEmpty: "Nothing was found out about the API.",
      },
    ],
  };
}

const ADDRESS_FILTER = "The API does not tell which other addresses the PBX allows: see the settings of its HTTP API.";

function extensionColumns({ stack }: Report): string[] {
  return ["ID", "User", ...(stack === null ? [] : ["Managed by"])];
}

function extensionCells({ id, userId, resource }: ReportedExtension, { stack }: Report): Cell[] {
  return [displayId(id), userId ?? "", ...(stack === null ? [] : [resource ?? { words: "not in the stack" }])];
}
