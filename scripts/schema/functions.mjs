import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { description, docsOf, withoutPrograms } from "./docs.mjs";
import { mayBeMissing, schemaType } from "./types.mjs";

const SECRET = ["password", "secretElements", "secretXml"];

const PLAIN_FORM =
  "Where a library has two forms of this, take the one that returns an Output: it keeps what is secret a secret. The other one hands it over in clear text (Python) or fails (Go).";

/**
 * The functions, from the look-ups that programs in TypeScript call, with their comments.
 * @param {string} root the project's folder
 */
export function functionSchemas(root) {
  const connection = property(interfaceIn(root, "lookUpArgs", "LookUpArgs"), "connection");
  const ofOne = (/** @type {string} */ name) => ({
    description: `${described(root, name).description}\n\n${PLAIN_FORM}`,
    inputs: {
      properties: {
        extensionId: { type: "string", description: "The extension's ID. A text: leading zeros count." },
        connection,
      },
      required: ["extensionId"],
    },
    outputs: outputs(interfaceIn(root, name, `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`)),
  });
  const ofList = (
    /** @type {string} */ name,
    /** @type {string} */ result,
    /** @type {object} */ items,
    more = {},
  ) => ({
    ...described(root, name),
    inputs: { properties: { ...more, connection } },
    outputs: {
      properties: { [result]: { type: "array", items, description: "What there is, in the PBX's own order." } },
      required: [result],
    },
  });
  const filter = interfaceIn(root, "listExtensions", "ListExtensionsArgs");
  return {
    "ozeki:index:getExtension": ofOne("getExtension"),
    "ozeki:index:getSipExtension": ofOne("getSipExtension"),
    "ozeki:index:listExtensions": ofList(
      "listExtensions",
      "extensions",
      { $ref: "#/types/ozeki:index:ListedExtension" },
      { type: property(filter, "type"), match: property(filter, "match") },
    ),
    "ozeki:index:listExtensionTypes": ofList("listExtensionTypes", "types", { type: "string" }),
    "ozeki:index:listActiveCalls": ofList("listActiveCalls", "calls", { $ref: "#/types/ozeki:index:ListedCall" }),
  };
}

/**
 * The types of what the lists hold.
 * @param {string} root
 */
export function functionTypes(root) {
  const listed = (/** @type {string} */ file, /** @type {string} */ name) => {
    const type = interfaceIn(root, file, name);
    return { type: "object", description: docsOf(type).text, ...outputs(type) };
  };
  return {
    "ozeki:index:ListedExtension": listed("listExtensions", "ListedExtension"),
    "ozeki:index:ListedCall": listed("listActiveCalls", "ListedCall"),
  };
}

/**
 * @param {string} root
 * @param {string} file
 */
function sourceOf(root, file) {
  const path = join(root, "provider", "functions", `${file}.ts`);
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
}

/**
 * @param {string} root
 * @param {string} file
 * @param {string} name
 */
function interfaceIn(root, file, name) {
  const found = sourceOf(root, file).statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`provider/functions/${file}.ts has no ${name}.`);
  return found;
}

/**
 * @param {string} root
 * @param {string} name
 */
function described(root, name) {
  const found = sourceOf(root, name).statements.find((it) => ts.isFunctionDeclaration(it) && it.name?.text === name);
  if (!found) throw new Error(`provider/functions/${name}.ts has no ${name}.`);
  return { description: withoutPrograms(docsOf(found).text) };
}

/** @param {ts.InterfaceDeclaration} type */
function outputs(type) {
  const members = type.members.filter(ts.isPropertySignature);
  return {
    properties: Object.fromEntries(
      members.map((member) => [member.name.getText(), property(type, member.name.getText())]),
    ),
    required: members
      .filter(({ questionToken, type: own }) => !questionToken && own && !mayBeMissing(own))
      .map(({ name }) => name.getText()),
  };
}

/**
 * @param {ts.InterfaceDeclaration} type
 * @param {string} name
 */
function property(type, name) {
  const member = type.members.find((it) => ts.isPropertySignature(it) && it.name.getText() === name);
  if (!member || !ts.isPropertySignature(member) || !member.type) throw new Error(`${type.name.text} has no ${name}.`);
  return {
    ...schemaType(member.type),
    description: description(docsOf(member)),
    ...(SECRET.includes(name) && { secret: true }),
  };
}
