import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { description, docsOf, withoutPrograms } from "./docs.mjs";
import { examples, imports } from "./examples.mjs";
import { mayBeMissing, schemaType } from "./types.mjs";

/** Properties of which another value is another extension. */
const REPLACING = ["extensionId", "type", "knownType"];
const SECRET = ["password"];

/**
 * The schema of a resource, from its class and the arguments of that.
 * @param {string} root
 * @param {"SipExtension" | "Extension"} name
 */
export function resourceSchema(root, name) {
  const file = join(root, "provider", `${name.charAt(0).toLowerCase()}${name.slice(1)}.ts`);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  const args = source.statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === `${name}Args`);
  const type = source.statements.find((it) => ts.isClassDeclaration(it) && it.name?.text === name);
  if (!args || !ts.isInterfaceDeclaration(args) || !type || !ts.isClassDeclaration(type)) {
    throw new Error(`${file} has no ${name} and ${name}Args.`);
  }
  const given = args.members.filter(ts.isPropertySignature);
  const held = type.members.filter(ts.isPropertyDeclaration);
  return {
    description: `${withoutPrograms(docsOf(type).text)}\n\n${examples[name]}\n\n${imports[name]}`,
    inputProperties: Object.fromEntries(given.map((property) => [nameOf(property), inputSchema(property)])),
    requiredInputs: given.filter(({ questionToken }) => !questionToken).map(nameOf),
    properties: Object.fromEntries(held.map((property) => [nameOf(property), outputSchema(property)])),
    required: held.filter(({ type }) => type && !mayBeMissing(type)).map(nameOf),
  };
}

/** @param {ts.PropertySignature | ts.PropertyDeclaration} property */
function nameOf({ name }) {
  return name.getText();
}

/** @param {ts.PropertySignature} property */
function inputSchema(property) {
  const docs = docsOf(property);
  const name = nameOf(property);
  return {
    ...typed(property),
    description: description(docs),
    ...(/^(true|false)$/.test(docs.default ?? "") && { default: docs.default === "true" }),
    ...(REPLACING.includes(name) && { willReplaceOnChanges: true }),
  };
}

/** @param {ts.PropertyDeclaration} property */
function outputSchema(property) {
  return { ...typed(property), description: docsOf(property).text };
}

/** @param {ts.PropertySignature | ts.PropertyDeclaration} property */
function typed(property) {
  if (!property.type) throw new Error(`${property.getText()}: has no type.`);
  return { ...schemaType(property.type), ...(SECRET.includes(nameOf(property)) && { secret: true }) };
}
