import { resourceName } from "./resourceName";
import type { Other, Phone, Survey } from "./survey";

/** A text as a literal of TypeScript. */
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

/** A text within a line comment. */
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
  const hasName = phones.some(({ id }) => resourceName(id) !== id);
  const has = (property: "authorizationName" | "username") => phones.some(({ id, inputs }) => inputs[property] !== id);
  return [
    "/** A telephone. What is left out of a row is as the PBX's documentation shows it: the names are the ID, and it is enabled. */",
    "interface Phone {",
    "  /** The extension's ID: its number. */",
    "  id: string;",
    "  /** Login name of the office user who owns it. */",
    "  user: string;",
    ...(hasName ? ["  /** What Pulumi calls it, where the ID cannot be a name. */", "  name?: string;"] : []),
    ...(has("authorizationName") ? ["  /** What the telephone logs in with. */", "  authorizationName?: string;"] : []),
    ...(has("username") ? ["  /** The SIP user name. */", "  username?: string;"] : []),
    ...(phones.some(({ inputs }) => !inputs.enabled) ? ["  enabled?: boolean;"] : []),
    "}",
    "",
    "// No password stands here: each extension keeps the one that it has.",
    ...(tellsUsername === false
      ? [
          "// This PBX does not tell the Username of an extension. The first change of an extension sets it, to the extension's ID:",
          "// add `username` to a row where another one is needed.",
        ]
      : []),
    "const phones: Phone[] = [",
    ...phones.map(phoneRow),
    "];",
    "",
    `for (const { id, user, ${hasName ? "name = id, " : ""}...more } of phones) {`,
    "  // protect keeps Pulumi from deleting it. Take it off, run `pulumi up`, and an extension can be removed.",
    `  new SipExtension(${hasName ? "name" : "id"}, { extensionId: id, userId: user, ...more }, { protect: true });`,
    "}",
  ];
}

function phoneRow({ id, inputs, leftOut }: Phone): string {
  const name = resourceName(id);
  const cells = [
    `id: ${literal(id)}`,
    `user: ${literal(inputs.userId)}`,
    ...(name === id ? [] : [`name: ${literal(name)}`]),
    ...(inputs.authorizationName === id ? [] : [`authorizationName: ${literal(inputs.authorizationName)}`]),
    ...(inputs.username === id ? [] : [`username: ${literal(inputs.username)}`]),
    ...(inputs.enabled ? [] : ["enabled: false"]),
  ];
  return `  { ${cells.join(", ")} },${kept(leftOut)}`;
}

function otherPart(others: readonly Other[]): string[] {
  const hasXml = others.some(({ inputs }) => inputs.xml !== undefined);
  return [
    "/** An extension of another type, by the PBX's own names. */",
    "interface Other {",
    "  id: string;",
    "  type: string;",
    "  knownType: string;",
    "  /** What Pulumi calls it. */",
    "  name: string;",
    "  /** Elements that are a text. */",
    "  elements: Record<string, string>;",
    ...(hasXml ? ["  /** Elements that are more than a text. */", "  xml?: string;"] : []),
    "}",
    "",
    "const others: Other[] = [",
    ...others.flatMap(otherRow),
    "];",
    "",
    "for (const { id, name, ...more } of others) {",
    "  new Extension(name, { extensionId: id, ...more }, { protect: true });",
    "}",
  ];
}

function otherRow({ id, inputs, leftOut }: Other): string[] {
  const elements = Object.entries(inputs.elements).map(([name, text]) => `${key(name)}: ${literal(text)}`);
  return [
    "  {",
    `    id: ${literal(id)},`,
    `    type: ${literal(inputs.type)},`,
    `    knownType: ${literal(inputs.knownType)},`,
    `    name: ${literal(resourceName(id))},`,
    elements.length === 0 ? "    elements: {}," : `    elements: { ${elements.join(", ")} },`,
    ...(inputs.xml === undefined ? [] : [`    xml: ${literal(inputs.xml)},`]),
    `  },${kept(leftOut)}`,
  ];
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
