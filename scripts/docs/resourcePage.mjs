import { resourceFile } from "../schema/readSources.mjs";
import { capitalized, code, firstSentences, page, sentence, table, withoutLinks } from "./markdown.mjs";

/**
 * @typedef {import("../../provider/types/propertyTable.js").Property} Property
 * @typedef {import("../schema/readSources.mjs").Member} Member
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 */

const ELSEWHERE = "Another value is another extension: the new one is created before the old one is deleted.";
const IN_PLACE = "Another value is another extension: the old one is deleted before the new one is created.";

/** @type {Record<Property["type"], string>} */
const TYPES = {
  id: "a string",
  string: "a string",
  boolean: "`true` or `false`",
  version: "a string or a number",
  elements: "an object: names of elements and their text",
  xml: "a string: XML elements, one after the other",
};

const OUTPUTS = `\`pbx\` is an output that a program cannot set: the origin of the PBX that holds the extension, such as
\`http://192.168.1.10:7780\`. All properties above are outputs, too: \`reception.password\` is the password of the phone, as a secret.`;

const OPTIONS = `All of Pulumi's resource options work, with these exceptions: the options \`import\` and \`id\` are refused, because Pulumi
cannot import dynamic resources. Use \`npx pulumi-ozeki import\` ([tutorial](../tutorial/existing-pbx.md)), or the
[native plugin](../how-to/move-between-providers.md). The native plugin also has \`customTimeouts\` and \`get\`.

| To | Use |
| --- | --- |
| rename or move a resource in the program | nothing: the phone stays. Across two runs with \`--target\`, the option \`aliases\` |
| stop managing an extension and keep it on the PBX | the option \`retainOnDelete: true\`, or \`pulumi state delete URN\` |
| protect an extension from deletion | the option \`protect: true\` |
| leave a property to the PBX's administrators | the option \`ignoreChanges\` |`;

/**
 * The reference page of a resource: from its table of properties and the documentation of its arguments.
 * @param {Sources} sources
 * @param {string} name the resource's class
 * @param {import("../../provider/types/propertyTable.js").PropertyTable} propertyTable
 */
export function resourcePage(sources, name, propertyTable) {
  const properties = Object.entries(propertyTable);
  const documentation = sources.members(resourceFile(name), `${name}Args`);
  const memberOf = (/** @type {string} */ property) => {
    const member = documentation.get(property);
    if (member === undefined) throw new Error(`${name}Args has no documentation of ${property}.`);
    return member;
  };
  return page(name, [
    withoutLinks(sources.documentation(resourceFile(name), name).text),
    "## Properties",
    table(
      ["Property", "Element", "Default", "Meaning"],
      properties.map(([property, spec]) => [
        `[${code(property)}](#${property.toLowerCase()})`,
        spec.element === undefined ? "" : code(spec.element),
        shortDefault(spec, memberOf(property)),
        shortMeaning(spec, memberOf(property)),
      ]),
    ),
    OUTPUTS,
    ...properties.flatMap(([property, spec]) => propertySection(property, spec, memberOf(property))),
    "## Resource options",
    OPTIONS,
  ]);
}

/**
 * @param {string} property
 * @param {Property} spec
 * @param {Member} member
 */
function propertySection(property, { type, element, required, secret, replaces, default: value }, member) {
  const facts = [
    ["Type", TYPES[type]],
    ["Element of ConfigXML", element === undefined ? "" : code(element)],
    ["Required", required ? "yes" : "no"],
    ["Default", required ? "" : typeof value === "boolean" ? code(String(value)) : (member.default ?? "none")],
    ["Secret", secret === "always" ? "always" : secret === "inside" ? "the parts that look like a secret" : ""],
    [
      "A changed value",
      replaces === undefined
        ? ""
        : replaces === "elsewhere"
          ? "replaces the extension, new one first"
          : "replaces the extension, old one first",
    ],
  ];
  return [
    `### ${property}`,
    withoutLinks(member.text),
    table(
      ["", ""],
      facts.filter(([, fact]) => fact !== "").map(([label = "", fact = ""]) => [label, capitalized(fact)]),
    ),
  ];
}

/**
 * @param {Property} property
 * @param {Member} member
 */
function shortDefault({ required, default: value }, { default: documented }) {
  if (required) return "required";
  if (typeof value === "boolean") return code(String(value));
  return typeof value === "object" && "sameAs" in value
    ? code(String(value.sameAs))
    : firstSentences(documented ?? "none", 1).replace(/[.]$/, "");
}

/**
 * @param {Property} property
 * @param {Member} member
 */
function shortMeaning({ element, replaces }, { text }) {
  return [
    // The element has a column of its own.
    sentence(firstSentences(text, 2).replace(new RegExp(`: element \`${element}\`[^.]*(?=[.])`), "")),
    ...(replaces === "elsewhere" ? [ELSEWHERE] : []),
    ...(replaces === "in place" ? [IN_PLACE] : []),
  ].join(" ");
}
