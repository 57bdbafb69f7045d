import { librariesOf } from "../release/libraries.mjs";
import { identityOf, readManifest, repositoryOf } from "../release/repository.mjs";
import { exampleOf } from "./exampleOf.mjs";
import { described, readSources, resourceFile } from "./readSources.mjs";
import { keySchema, settingSchema } from "./settingSchema.mjs";

/**
 * @typedef {import("../../provider/types/propertyTable.js").PropertyTable} PropertyTable
 * @typedef {import("../../provider/types/propertyTable.js").Property} Property
 * @typedef {import("../../provider/functions/descriptor.js").FunctionDescriptor<object, unknown>} FunctionDescriptor
 * @typedef {import("./readSources.mjs").Member} Member
 * @typedef {import("../release/repository.mjs").Manifest} Manifest
 */

const STRING = { type: "string" };
const STRINGS = { type: "object", additionalProperties: STRING };
const LISTED_EXTENSION = "ozeki:index:ListedExtension";
const LISTED_CALL = "ozeki:index:ListedCall";

/** @type {Record<Property["type"], object>} */
const PROPERTY_TYPES = {
  id: STRING,
  string: STRING,
  boolean: { type: "boolean" },
  version: { oneOf: [STRING, { type: "number" }] },
  elements: STRINGS,
  xml: STRING,
};

/** By the types of TypeScript. @type {Record<string, object>} */
const MEMBER_TYPES = {
  string: STRING,
  number: { type: "number" },
  boolean: { type: "boolean" },
  "Record<string, string>": STRINGS,
};

/** By the property of the result that holds the array. @type {Record<string, object>} */
const ITEMS = {
  extensions: { $ref: `#/types/${LISTED_EXTENSION}` },
  types: STRING,
  calls: { $ref: `#/types/${LISTED_CALL}` },
};

const EXTENSION_ID = { ...STRING, description: "The extension's ID. A string: leading zeros count." };
const PBX = { ...STRING, description: "Origin of the PBX that holds the extension, such as `http://10.0.0.5:7780`." };
const PLAIN_FORM =
  "Where a library has two forms of this, take the one that returns an Output: it keeps what is secret a secret. The other one hands it over in clear text (Python) or fails (Go).";

/**
 * Makes the provider's schema for all languages: from the tables of properties, configuration keys and functions, and from
 * the documentation comments that programs in TypeScript see.
 * @param {string} root
 * @param {Manifest} [manifest] of package.json where it is left out
 */
export function makeSchema(root, manifest = readManifest(root)) {
  const { license, description, keywords, version } = manifest;
  const repository = repositoryOf(manifest);
  const libraries = librariesOf(repository, version);
  const sources = readSources(root);
  const { isAlwaysSet, isAlwaysReturned } = sources.load("provider/types/propertyTable.ts");
  const { nativeFunctions } = sources.load("provider/adapters/native/functions.ts");
  /** @type {typeof import("../../provider/config/configurationKeys.js")} */
  const keys = sources.load("provider/config/configurationKeys.ts");
  const settings = Object.fromEntries(keys.keyNames.map((name) => [name, settingSchema(keys, name)]));
  /** @type {typeof import("../../provider/types/resourceTypes.js")} */
  const { resourceTypes } = sources.load("provider/types/resourceTypes.ts");
  return {
    $schema: "https://raw.githubusercontent.com/pulumi/pulumi/master/pkg/codegen/schema/pulumi.json",
    name: "ozeki",
    displayName: "Ozeki Phone System",
    description,
    keywords: [...keywords, "category/network", "kind/native"],
    license,
    ...(repository && identityOf(repository)),
    meta: { moduleFormat: "(.*)" },
    config: { variables: settings },
    provider: {
      description:
        "A connection to one or several Ozeki Phone Systems. An explicit provider takes its settings from what the program passes and from the environment, not from the stack's configuration.",
      inputProperties: settings,
    },
    types: {
      "ozeki:index:Connection": {
        type: "object",
        description: "A further PBX: the value of an entry of `connections`.",
        properties: Object.fromEntries(keys.connectionKeys.map((name) => [name, keySchema(keys, name)])),
        required: keys.connectionKeys.filter((name) => keys.keyOf(name).required),
      },
      [LISTED_EXTENSION]: listedType("ExtensionSummary"),
      [LISTED_CALL]: listedType("ActiveCall"),
    },
    functions: Object.fromEntries(
      Object.entries(nativeFunctions).map(([token, descriptor]) => [token, functionSchema(descriptor)]),
    ),
    resources: Object.fromEntries(
      Object.entries(resourceTypes).map(([name, { table }]) => [`ozeki:index:${name}`, resourceSchema(name, table)]),
    ),
    // TypeScript has none: its programs use the classes of this package.
    language: Object.fromEntries(libraries.map(({ language, settings }) => [language, settings])),
  };

  /**
   * @param {string} name
   * @param {PropertyTable} properties
   */
  function resourceSchema(name, properties) {
    const file = resourceFile(name);
    const table = Object.entries(properties);
    const args = sources.members(file, `${name}Args`);
    const examples = exampleOf(root, name, libraries);
    return {
      description: `${withoutPrograms(sources.documentation(file, name).text)}\n\n${examples}`,
      inputProperties: Object.fromEntries(
        table.map(([property, spec]) => [
          property,
          {
            ...propertyType(spec),
            description: described(memberOf(args, property)),
            // No default, which the provider applies itself: `pulumi do` would add it to a patch, and so enable a phone.
            ...(spec.replaces && { willReplaceOnChanges: true }),
          },
        ]),
      ),
      requiredInputs: table.filter(([, { required }]) => required).map(([property]) => property),
      properties: {
        ...Object.fromEntries(
          table.map(([property, spec]) => [
            property,
            { ...propertyType(spec), description: memberOf(args, property).text },
          ]),
        ),
        pbx: PBX,
      },
      required: [...table.filter(([, spec]) => isAlwaysSet(spec)).map(([property]) => property), "pbx"],
      listInputs: { type: "object", properties: listInputs(name) },
    };
  }

  /** What a list of a resource takes: the arguments of the function. @param {string} name */
  function listInputs(name) {
    const { inputs } = functionSchema(nativeFunctions["ozeki:index:listExtensions"]);
    const type =
      name === "SipExtension"
        ? "Only those of this type: `SIP`, which all of them have. `ozeki:Extension` lists the others."
        : "Only those of this type. `ozeki:SipExtension` lists those of the type `SIP`. Default: all others.";
    return { ...inputs.properties, type: { ...STRING, description: type } };
  }

  /** @param {FunctionDescriptor} descriptor */
  function functionSchema({ name, args, secrets, result }) {
    const file = `provider/functions/${name}.ts`;
    const title = name.charAt(0).toUpperCase() + name.slice(1);
    const hasId = args.includes("extensionId");
    const members = new Map([
      ...sources.members("provider/functions/types.ts", "FunctionArgs"),
      ...(args.length > 0 && !hasId ? sources.members(file, `${title}Args`) : []),
    ]);
    const inputs = [...args, "connection"].map((arg) => [
      arg,
      arg === "extensionId" ? EXTENSION_ID : { ...STRING, description: described(memberOf(members, arg)) },
    ]);
    const text = withoutPrograms(sources.documentation(file, name).text);
    return {
      description: secrets.length > 0 ? `${text}\n\n${PLAIN_FORM}` : text,
      inputs: { properties: Object.fromEntries(inputs), ...(hasId && { required: ["extensionId"] }) },
      outputs: typeof result === "string" ? listOutputs(result) : objectOutputs(file, name, secrets),
    };
  }

  /**
   * What a function that does not return an array returns: an interface, such as `FoundExtension` of `getExtension`, and for a SIP
   * extension the properties of its table.
   * @param {string} file
   * @param {string} name
   * @param {readonly string[]} secrets
   */
  function objectOutputs(file, name, secrets) {
    const isSip = name === "getSipExtension";
    const args = sources.members(resourceFile("SipExtension"), "SipExtensionArgs");
    /** @type {{ table: PropertyTable }} */
    const { table } = resourceTypes.SipExtension;
    const held = isSip ? Object.entries(table).filter(([, { element }]) => element) : [];
    const members = [...sources.members(file, isSip ? "SipExtensionDetails" : name.replace(/^get/, "Found"))];
    const properties = [
      ...held.map(([property, { type }]) => ({
        property,
        schema: { ...PROPERTY_TYPES[type], description: memberOf(args, property).text },
      })),
      ...members.map(([property, member]) => ({ property, schema: memberSchema(member) })),
    ];
    return {
      properties: Object.fromEntries(
        properties.map(({ property, schema }) => [
          property,
          { ...schema, ...(secrets.includes(property) && { secret: true }) },
        ]),
      ),
      required: [
        ...held.filter(([, spec]) => isAlwaysReturned(spec)).map(([property]) => property),
        ...members.filter(([, { isOptional }]) => !isOptional).map(([property]) => property),
      ],
    };
  }

  /** @param {string} name */
  function listedType(name) {
    const file = "provider/api/payloads.ts";
    const members = [...sources.members(file, name)];
    return {
      type: "object",
      description: sources.documentation(file, name).text,
      properties: Object.fromEntries(members.map(([property, member]) => [property, memberSchema(member)])),
      required: members.map(([property]) => property),
    };
  }
}

/** @param {string} result */
function listOutputs(result) {
  if (!ITEMS[result]) throw new Error(`ITEMS in scripts/schema/makeSchema.mjs has no type for ${result}.`);
  const description = "All of them, in the PBX's own order.";
  return { properties: { [result]: { type: "array", items: ITEMS[result], description } }, required: [result] };
}

/** @param {Property} property */
function propertyType({ type, secret }) {
  return { ...PROPERTY_TYPES[type], ...(secret === "always" && { secret: true }) };
}

/** @param {Member} member */
function memberSchema(member) {
  const type = MEMBER_TYPES[member.type ?? ""];
  if (!type) throw new Error(`The schema has no type for ${member.type}.`);
  return { ...type, description: described(member) };
}

/**
 * @param {Map<string, Member>} members
 * @param {string} name
 */
function memberOf(members, name) {
  const member = members.get(name);
  if (!member) throw new Error(`The property ${name} has no documentation.`);
  return member;
}

/** Without the programs in a documentation comment, which are in TypeScript only. @param {string} text */
function withoutPrograms(text) {
  return text.replace(/\n*```[\s\S]*?```/g, "").trim();
}
