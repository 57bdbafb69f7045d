import { isRecord } from "../../../provider/secrets/properties";
import { extensionTable } from "../../../provider/types/extension/table";
import type { PropertyTable } from "../../../provider/types/propertyTable";
import { sipExtensionTable } from "../../../provider/types/sipExtension/table";
import type { Column } from "./columns";
import { columnsOf } from "./columns";
import { resourceName } from "./resourceName";
import type { Other, Phone, Survey } from "./survey";

/** A string as a literal of TypeScript. */
export function literal(text: string): string {
  // JSON is TypeScript, but for readers and tools that take U+2028 for a line end.
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A name as the key of an object literal. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : `[${literal(name)}]`;
}

/** A string within a line comment. */
export function comment(text: string): string {
  return literal(text).slice(1, -1).replace(/\\"/g, '"').replace(/\\\\/g, "\\");
}

/** What is exported, beside the survey. */
export interface ProgramOptions {
  /** Whether extensions of other types are declared, too. */
  withOthers: boolean;
}

const collator = new Intl.Collator("en", { numeric: true });

/** By number, and where that is one and the same, by letter: the order of the PBX may change from day to day. */
function byId(one: { id: string }, other: { id: string }): number {
  return collator.compare(one.id, other.id) || (one.id < other.id ? -1 : 1);
}

/** The program that declares what was found: index.ts. */
export function program(survey: Survey, { withOthers }: ProgramOptions): string {
  const phones = [...survey.phones].sort(byId);
  const others = withOthers ? [...survey.others].sort(byId) : [];
  const classes = [
    ...(others.length > 0 ? ["Extension"] : []),
    ...(phones.length > 0 || others.length === 0 ? ["SipExtension"] : []),
  ];
  return [
    `import { ${classes.join(", ")} } from "pulumi-ozeki";`,
    ...(phones.length > 0 || others.length === 0 ? ["", ...phonePart(phones, survey)] : []),
    ...(others.length > 0 ? ["", ...otherPart(others)] : []),
    ...notDeclared(survey, withOthers),
    "",
  ].join("\n");
}

function phonePart(phones: readonly Phone[], { tellsUsername }: Survey): string[] {
  const columns = columnsIn(phones, sipExtensionTable);
  const hasName = phones.some(({ id }) => resourceName(id) !== id);
  return [
    "/** A phone, by the PBX's elements. What a row leaves out has the default of SipExtension. */",
    "interface Phone {",
    ...members(
      columns,
      hasName ? ["  /** What Pulumi calls it, where the ID cannot be a name. */", "  name?: string;"] : [],
    ),
    "}",
    "",
    "// There is no password here: each extension keeps the one that it has.",
    ...(tellsUsername === false
      ? [
          "// This PBX does not tell the Username of an extension. The first change of an extension sets it, to the extension's ID:",
          "// add `username` to a row where another one is needed.",
        ]
      : []),
    "const phones: Phone[] = [",
    ...phones.map(({ id, inputs, leftOut }) => {
      const name = resourceName(id);
      const cells = cellsOf(columns, inputs, name === id ? [] : [`name: ${literal(name)}`]);
      return `  { ${cells.join(", ")} },${kept(leftOut)}`;
    }),
    "];",
    "",
    `for (const { ${[...renamed(columns, ({ name }) => name), ...(hasName ? ["name = id"] : [])].join(", ")}, ...more } of phones) {`,
    "  // protect keeps Pulumi from deleting it. Take it off, run `pulumi up`, and an extension can be removed.",
    `  new SipExtension(${hasName ? "name" : "id"}, { ${argumentsOf(columns)} }, { protect: true });`,
    "}",
  ];
}

function otherPart(others: readonly Other[]): string[] {
  const columns = columnsIn(others, extensionTable);
  return [
    "/** An extension of another type, by the PBX's own names. */",
    "interface Other {",
    ...members(columns, ["  /** What Pulumi calls it. */", "  name: string;"]),
    "}",
    "",
    "const others: Other[] = [",
    ...others.flatMap(({ id, inputs, leftOut }) => [
      "  {",
      ...cellsOf(columns, inputs, [`name: ${literal(resourceName(id))}`]).map((cell) => `    ${cell},`),
      `  },${kept(leftOut)}`,
    ]),
    "];",
    "",
    `for (const { ${[...renamed(columns, ({ name }) => name), "name"].join(", ")}, ...more } of others) {`,
    `  new Extension(name, { ${argumentsOf(columns)} }, { protect: true });`,
    "}",
  ];
}

/** The columns of a table that every row has, and those that some row needs. */
function columnsIn(extensions: readonly { inputs: object }[], table: PropertyTable): Column[] {
  return columnsOf(table).filter(
    ({ isRequired, valueIn }) => isRequired || extensions.some(({ inputs }) => valueIn(inputs) !== undefined),
  );
}

/** The members of the interface of a row, with the name of the resource after what every extension must have. */
function members(columns: readonly Column[], name: readonly string[]): string[] {
  const lines = ({ name, type, isRequired, comment }: Column) => [
    ...(comment === undefined ? [] : [`  /** ${comment} */`]),
    `  ${name}${isRequired ? "" : "?"}: ${type};`,
  ];
  return withName(columns, lines, name);
}

function cellsOf(columns: readonly Column[], inputs: object, name: readonly string[]): string[] {
  const cell = ({ name, valueIn }: Column) => {
    const value = valueIn(inputs);
    return value === undefined ? [] : [`${name}: ${literalOf(value)}`];
  };
  return withName(columns, cell, name);
}

function withName(columns: readonly Column[], write: (column: Column) => string[], name: readonly string[]): string[] {
  return [
    ...columns.filter(({ isRequired }) => isRequired).flatMap(write),
    ...name,
    ...columns.filter(({ isRequired }) => !isRequired).flatMap(write),
  ];
}

/** The columns that are called otherwise than their property. */
function renamed(columns: readonly Column[], write: (column: Column) => string): string[] {
  return columns.filter(({ name, property }) => name !== property).map(write);
}

function argumentsOf(columns: readonly Column[]): string {
  return [...renamed(columns, ({ name, property }) => `${property}: ${name}`), "...more"].join(", ");
}

function literalOf(value: unknown): string {
  if (typeof value === "string") {
    return literal(value);
  }
  if (!isRecord(value)) {
    return String(value);
  }
  const entries = Object.entries(value).map(([name, text]) => `${key(name)}: ${literalOf(text)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function kept(names: readonly string[]): string {
  return names.length === 0 ? "" : ` // kept as it is on the PBX: ${names.map(comment).join(", ")}`;
}

function notDeclared({ others, refused }: Survey, withOthers: boolean): string[] {
  const left = [
    ...(withOthers ? [] : [...others].sort(byId).map(({ id, inputs }) => `${id}: of the type ${inputs.type}`)),
    ...[...refused].sort(byId).map(({ id, type, why }) => `${id} (${type}): ${why}`),
  ];
  return left.length === 0
    ? []
    : ["", "// Not declared here, and left alone on the PBX:", ...left.map((line) => `//   ${comment(line)}`)];
}
