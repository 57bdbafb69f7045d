import { escapeControlChars } from "../../../provider/api/display";
import { isRecord } from "../../../provider/secrets/properties";
import { extensionTable } from "../../../provider/types/extension/table";
import { byId } from "../../../provider/types/idOrder";
import type { PropertyTable } from "../../../provider/types/propertyTable";
import { sipExtensionTable } from "../../../provider/types/sipExtension/table";
import { jsonText } from "../../shared/json";
import { resourceName } from "./resourceName";
import { rowProperties } from "./rowProperties";
import type { Other, Phone, Survey } from "./survey";

/** A string as a literal of TypeScript, in which every character can be seen. */
export function literal(text: string): string {
  return jsonText(text);
}

/** A name as the key of an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : `[${literal(name)}]`;
}

/** A string within a line comment, in which every character can be seen. */
export function comment(text: string): string {
  return escapeControlChars(text);
}

/** What is exported, beside the survey. */
export interface ProgramOptions {
  /** Whether extensions of other types are declared, too. */
  withOthers: boolean;
}

/** The program that declares what was found: index.ts. */
export function program(survey: Survey, { withOthers }: ProgramOptions): string {
  const phones = [...survey.phones].sort(byId);
  const others = withOthers ? [...survey.others].sort(byId) : [];
  const hasPhones = phones.length > 0 || others.length === 0;
  const names = [
    ...(others.length > 0 ? ["Extension", "type ExtensionArgs"] : []),
    ...(hasPhones ? ["SipExtension", "type SipExtensionArgs"] : []),
  ];
  return [
    `import { ${names.join(", ")} } from "pulumi-ozeki";`,
    ...(hasPhones ? ["", ...phonePart(phones, survey)] : []),
    ...(others.length > 0 ? ["", ...otherPart(others)] : []),
    ...notDeclared(survey, withOthers),
    "",
  ].join("\n");
}

function phonePart(phones: readonly Phone[], { tellsUsername }: Survey): string[] {
  return [
    "/** One SIP extension. A row takes every argument of SipExtension; what it leaves out has the default. */",
    ...rowInterface("Phone", "SipExtensionArgs"),
    "",
    "// There is no password here: each extension keeps the one that it has.",
    ...(tellsUsername === false
      ? [
          "// This PBX does not return the Username of an extension. The first change of an extension sets it to the extension's ID:",
          "// add `username` to a row where another one is needed.",
        ]
      : []),
    "const phones: Phone[] = [",
    ...phones.map(({ inputs, leftOut }) => `  ${phoneRow(inputs)},${kept(leftOut)}`),
    "];",
    "",
    ...loop("phones", "SipExtension"),
  ];
}

function otherPart(others: readonly Other[]): string[] {
  return [
    "/** One extension of another type. A row takes every argument of Extension; what it leaves out has the default. */",
    ...rowInterface("OtherExtension", "ExtensionArgs"),
    "",
    "const others: OtherExtension[] = [",
    ...others.flatMap(({ inputs, leftOut }) => [
      "  {",
      ...cellsOf(extensionTable, inputs).map((cell) => `    ${cell},`),
      `  },${kept(leftOut)}`,
    ]),
    "];",
    "",
    ...loop("others", "Extension"),
  ];
}

/**
 * The row that declares a SIP extension.
 *
 * @param more - properties that are not of the extension on the PBX
 */
export function phoneRow(inputs: Phone["inputs"], more: object = {}): string {
  return rowOf([...cellsOf(sipExtensionTable, inputs), ...entriesOf(more)]);
}

/** The row that declares an extension of another type, on one line. See {@link phoneRow}. */
export function otherRow(inputs: Other["inputs"], more: object = {}): string {
  return rowOf([...cellsOf(extensionTable, inputs), ...entriesOf(more)]);
}

function rowOf(cells: readonly string[]): string {
  return `{ ${cells.join(", ")} }`;
}

function rowInterface(name: string, args: string): string[] {
  return [
    `interface ${name} extends ${args} {`,
    "  extensionId: string;",
    "  /** The name of the resource. Default: the extension's ID. */",
    "  name?: string;",
    "  /** `false` allows Pulumi to delete the extension. Default: true. */",
    "  protect?: boolean;",
    "}",
  ];
}

function loop(rows: string, resourceClass: string): string[] {
  return [
    "// Pulumi does not delete a protected extension. To delete one, set `protect: false` in its row, run `pulumi up`,",
    "// remove the row, and run `pulumi up` again.",
    `for (const { name, protect = true, ...args } of ${rows}) {`,
    `  new ${resourceClass}(name ?? args.extensionId, args, { protect });`,
    "}",
  ];
}

/** The properties of a row, and the name of the resource where the ID cannot be one. */
function cellsOf(table: PropertyTable, inputs: Phone["inputs"] | Other["inputs"]): string[] {
  const { extensionId } = inputs;
  const name = resourceName(extensionId);
  return [
    ...rowProperties(table, { ...inputs }).map(([property, value]) => `${property}: ${literalOf(value)}`),
    ...(name === extensionId ? [] : [`name: ${literal(name)}`]),
  ];
}

function literalOf(value: unknown): string {
  if (typeof value === "string") {
    return literal(value);
  }
  if (!isRecord(value)) {
    return String(value);
  }
  const entries = entriesOf(value);
  return entries.length === 0 ? "{}" : rowOf(entries);
}

function entriesOf(value: object): string[] {
  return Object.entries(value).map(([name, inner]) => `${key(name)}: ${literalOf(inner)}`);
}

function kept(names: readonly string[]): string {
  return names.length === 0 ? "" : ` // kept as it is on the PBX: ${names.map(comment).join(", ")}`;
}

/** What an exported project leaves out, as a comment at the end of its program. */
export function notDeclared(survey: Survey, withOthers: boolean): string[] {
  const lines = notDeclaredLines(survey, withOthers);
  return lines.length === 0 ? [] : ["", ...lines.map((line) => `// ${line}`)];
}

/** The lines of that comment, in which every character can be seen. */
export function notDeclaredLines({ others, refused }: Survey, withOthers: boolean): string[] {
  const left = [
    ...(withOthers ? [] : [...others].sort(byId).map(({ id, inputs }) => `${id}: of the type ${inputs.type}`)),
    ...[...refused].sort(byId).map(({ id, type, why }) => `${id} (${type}): ${why}`),
  ];
  return left.length === 0
    ? []
    : ["Not declared here, and left alone on the PBX:", ...left.map((line) => `  ${comment(line)}`)];
}
