import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { configurationSchema } from "./configuration.mjs";
import { examples, imports } from "./examples.mjs";
import { declaration, docsOf, load, membersOf, proseOf } from "./sources.mjs";

/** @typedef {import("../../provider/types/propertyTable.js").PropertyTable} PropertyTable */

const STRING = { type: "string" };
const STRINGS = { type: "object", additionalProperties: STRING };
/** @type {Record<import("../../provider/types/propertyTable.js").PropertyType, object>} */
const PROPERTY_TYPES = {
  id: STRING,
  string: STRING,
  boolean: { type: "boolean" },
  version: { oneOf: [STRING, { type: "number" }] },
  elements: STRINGS,
  xml: STRING,
};
const PBX = { ...STRING, description: "Origin of the PBX that holds the extension, such as `http://10.0.0.5:7780`." };

/** What a function returns, by the property that holds the array. */
const LISTS = {
  extensions: { $ref: "#/types/ozeki:index:ListedExtension" },
  types: STRING,
  calls: { $ref: "#/types/ozeki:index:ListedCall" },
};

const PLAIN_FORM =
  "Where a library has two forms of this, take the one that returns an Output: it keeps what is secret a secret. The other one hands it over in clear text (Python) or fails (Go).";

/**
 * The schema of the provider for all languages: the tables of properties, configuration keys and functions, with the
 * documentation that programs in TypeScript see.
 * @param {string} root the project's folder
 */
export function makeSchema(root) {
  const { license, description, keywords } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { sipExtensionTable } = load(root, "provider/types/sipExtension/table.ts");
  const { extensionTable } = load(root, "provider/types/extension/table.ts");
  const { nativeFunctions } = load(root, "provider/adapters/native/functions.ts");
  const { settings, connection } = configurationSchema(root);
  return {
    $schema: "https://raw.githubusercontent.com/pulumi/pulumi/master/pkg/codegen/schema/pulumi.json",
    name: "ozeki",
    displayName: "Ozeki Phone System",
    description,
    keywords: [...keywords, "category/network", "kind/native"],
    license,
    meta: { moduleFormat: "(.*)" },
    config: { variables: settings },
    provider: {
      description:
        "A connection to one or several Ozeki Phone Systems. An explicit provider takes its settings from what the program passes and from the environment, not from the stack's configuration.",
      inputProperties: settings,
    },
    types: {
      "ozeki:index:Connection": connection,
      "ozeki:index:ListedExtension": listedType(root, "ExtensionSummary"),
      "ozeki:index:ListedCall": listedType(root, "ActiveCall"),
    },
    functions: Object.fromEntries(
      Object.entries(nativeFunctions).map(([token, descriptor]) => [
        token,
        functionSchema(root, descriptor, sipExtensionTable),
      ]),
    ),
    resources: {
      "ozeki:index:SipExtension": resourceSchema(root, "SipExtension", sipExtensionTable),
      "ozeki:index:Extension": resourceSchema(root, "Extension", extensionTable),
    },
    language: {
      csharp: { respectSchemaVersion: true },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      java: {},
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
    },
  };
}

/**
 * @param {string} root
 * @param {"SipExtension" | "Extension"} name
 * @param {PropertyTable} table
 */
function resourceSchema(root, name, table) {
  const { isAlwaysSet } = load(root, "provider/types/propertyTable.ts");
  const file = resourceFile(name);
  const args = membersOf(root, file, `${name}Args`);
  const properties = Object.entries(table);
  return {
    description: `${proseOf(declaration(root, file, name))}\n\n${examples[name]}\n\n${imports[name]}`,
    inputProperties: Object.fromEntries(
      properties.map(([property, spec]) => [
        property,
        {
          ...typed(spec),
          description: description(args.get(property)),
          ...(typeof spec.default === "boolean" && { default: spec.default }),
          ...(spec.replaces && { willReplaceOnChanges: true }),
        },
      ]),
    ),
    requiredInputs: properties.filter(([, { required }]) => required).map(([property]) => property),
    properties: {
      ...Object.fromEntries(
        properties.map(([property, spec]) => [
          property,
          { ...typed(spec), description: docsOf(found(args.get(property))).text },
        ]),
      ),
      pbx: PBX,
    },
    required: [...properties.filter(([, spec]) => isAlwaysSet(spec)).map(([property]) => property), "pbx"],
  };
}

/**
 * @param {string} root
 * @param {import("../../provider/functions/types.js").FunctionDescriptor<object, unknown>} descriptor
 * @param {PropertyTable} table
 */
function functionSchema(root, { name, args, secrets, result }, table) {
  const file = `provider/functions/${name}.ts`;
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const given = new Map([
    ...membersOf(root, "provider/functions/types.ts", "FunctionArgs"),
    ...(args.length > 0 && !args.includes("extensionId") ? membersOf(root, file, `${title}Args`) : []),
  ]);
  const inputs = Object.fromEntries(
    [...args, "connection"].map((arg) => [
      arg,
      arg === "extensionId"
        ? { ...STRING, description: "The extension's ID. A string: leading zeros count." }
        : { ...STRING, description: description(given.get(arg)) },
    ]),
  );
  const prose = proseOf(declaration(root, file, name));
  return {
    description: secrets.length > 0 ? `${prose}\n\n${PLAIN_FORM}` : prose,
    inputs: { properties: inputs, ...(args.includes("extensionId") && { required: ["extensionId"] }) },
    outputs:
      typeof result === "string"
        ? {
            properties: {
              [result]: {
                type: "array",
                items: LISTS[/** @type {keyof typeof LISTS} */ (result)],
                description: "All of them, in the PBX's own order.",
              },
            },
            required: [result],
          }
        : foundSchema(root, file, title.replace("Get", ""), secrets, table),
  };
}

/**
 * What a function returns of one extension: an interface, and for a SIP extension the properties of its table.
 * @param {string} root
 * @param {string} file
 * @param {string} resource
 * @param {readonly string[]} secrets
 * @param {PropertyTable} table
 */
function foundSchema(root, file, resource, secrets, table) {
  const { isAlwaysReturned } = load(root, "provider/types/propertyTable.ts");
  const isSip = resource === "SipExtension";
  const members = membersOf(root, file, isSip ? "SipExtensionDetails" : "FoundExtension");
  const held = isSip ? Object.entries(table).filter(([, { element }]) => element) : [];
  const args = membersOf(root, resourceFile(resource), `${resource}Args`);
  const secret = (/** @type {string} */ name) => secrets.includes(name) && { secret: true };
  return {
    properties: {
      ...Object.fromEntries(
        held.map(([name, spec]) => [
          name,
          { ...PROPERTY_TYPES[spec.type], description: docsOf(found(args.get(name))).text, ...secret(name) },
        ]),
      ),
      ...Object.fromEntries(
        [...members].map(([name, member]) => [
          name,
          { ...memberType(member), description: description(member), ...secret(name) },
        ]),
      ),
    },
    required: [
      ...held.filter(([, spec]) => isAlwaysReturned(spec)).map(([name]) => name),
      ...[...members].filter(([, { questionToken }]) => !questionToken).map(([name]) => name),
    ],
  };
}

/**
 * @param {string} root
 * @param {string} name
 */
function listedType(root, name) {
  const path = "provider/api/payloads.ts";
  const members = [...membersOf(root, path, name)];
  return {
    type: "object",
    description: docsOf(declaration(root, path, name)).text,
    properties: Object.fromEntries(
      members.map(([property, member]) => [property, { ...memberType(member), description: description(member) }]),
    ),
    required: members.map(([property]) => property),
  };
}

/** @param {string} resource */
function resourceFile(resource) {
  return `provider/resources/${resource.charAt(0).toLowerCase()}${resource.slice(1)}.ts`;
}

/** @param {import("../../provider/types/propertyTable.js").Property} property */
function typed({ type, secret }) {
  return { ...PROPERTY_TYPES[type], ...(secret === "always" && { secret: true }) };
}

/** @param {ts.PropertySignature} member */
function memberType({ type }) {
  const text = type?.getText();
  if (text === "string" || text === "boolean") return { type: text };
  if (text === "Record<string, string>") return STRINGS;
  throw new Error(`The schema has no type for ${text}.`);
}

/** @param {ts.PropertySignature | undefined} member */
function description(member) {
  const docs = docsOf(found(member));
  return docs.default === undefined ? docs.text : `${docs.text}\n\nDefault: ${docs.default}.`;
}

/**
 * @template Value
 * @param {Value | undefined} value
 * @returns {Value}
 */
function found(value) {
  if (value === undefined) throw new Error("A property of a table has no documentation.");
  return value;
}
