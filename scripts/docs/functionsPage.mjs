import { makeSchema } from "../schema/makeSchema.mjs";
import { block, code, page, sentence, table, withoutLinks } from "./markdown.mjs";

/** @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources */

/** @typedef {{ type?: string, $ref?: string, items?: Type, additionalProperties?: Type, description?: string, secret?: boolean }} Type */
/** @typedef {{ properties: Record<string, Type>, required?: string[] }} Shape */

const INTRODUCTION = `Functions read the PBX while the program runs, in every preview too. What they return is not in the state: it may differ
from run to run. For an extension that this program declares, use the resource. Each function takes \`{ connection: "branch" }\` for
another PBX.`;

const EXAMPLE = `import { getSipExtension, listExtensions, NoSuchExtension } from "pulumi-ozeki";

const phones = listExtensions({ type: "SIP", match: "1*" });
const reception = getSipExtension("1000").catch((error) => {
  if (error instanceof NoSuchExtension) return undefined;
  throw error;
});
export const count = phones.then((all) => all.length);
export const owner = reception.then((found) => found?.userId);`;

const YAML = `variables:
  reception:
    fn::invoke:
      function: ozeki:getSipExtension
      arguments:
        extensionId: "1000"
outputs:
  owner: \${reception.userId}`;

/**
 * The reference page of the functions.
 * @param {string} root
 * @param {Sources} sources
 */
export function functionsPage(root, sources) {
  const schema =
    /** @type {{ functions: Record<string, { inputs: Shape, outputs: Shape }>, types: Record<string, Shape> }} */ (
      makeSchema(root)
    );
  const names = Object.keys(schema.functions).map((token) => token.split(":").at(-1) ?? "");
  return page("Functions", [
    INTRODUCTION,
    block("ts", EXAMPLE),
    table(
      ["Function", "What it does"],
      names.map((name) => [`[${code(name)}](#${name.toLowerCase()})`, firstParagraph(sources, name)]),
    ),
    "Each has an `...Output` variant for values that are not known yet, such as `getSipExtensionOutput`. In a preview it sends nothing before they are known.",
    "In YAML a function is called with `fn::invoke`:",
    block("yaml", YAML),
    ...Object.entries(schema.functions).flatMap(([token, { inputs, outputs }]) =>
      section(sources, token.split(":").at(-1) ?? "", inputs, resultOf(outputs, schema.types)),
    ),
    "## NoSuchExtension",
    withoutLinks(sources.documentation("provider/functions/noSuchExtension.ts", "NoSuchExtension").text),
  ]);
}

/** @param {Sources} sources @param {string} name */
function firstParagraph(sources, name) {
  return withoutLinks(sources.documentation(`provider/functions/${name}.ts`, name).text.split("\n\n")[0] ?? "");
}

/**
 * @param {Sources} sources
 * @param {string} name
 * @param {Shape} inputs
 * @param {{ title: string, shape: Shape | undefined }} result
 */
function section(sources, name, inputs, { title, shape }) {
  const file = `provider/functions/${name}.ts`;
  const { text, tags } = sources.documentation(file, name);
  const throws = tags
    .filter((tag) => tag.name === "throws")
    .map((tag) => `- ${code(tag.text.split(" ")[0] ?? "")}: ${tag.text.split(" ").slice(1).join(" ")}`);
  return [
    `## ${name}`,
    withoutLinks(text),
    // Not `ts`: that is a program, and is compiled by a test.
    block("typescript", [name, `${name}Output`].map((one) => `${sources.signature(file, one)};`).join("\n")),
    table(
      ["Argument", "Type", "Meaning"],
      Object.entries(inputs.properties).map(([argument, type]) => [
        code(argument),
        `${typeName(type)}${inputs.required?.includes(argument) ? ", required" : ""}`,
        meaningOf(type),
      ]),
    ),
    title,
    shape === undefined
      ? ""
      : table(
          ["Result", "Type", "Meaning"],
          Object.entries(shape.properties).map(([property, type]) => [
            code(property),
            `${typeName(type)}${type.secret ? ", a secret" : ""}${shape.required?.includes(property) ? "" : ", may be missing"}`,
            meaningOf(type),
          ]),
        ),
    throws.length === 0 ? "" : `Errors:\n\n${throws.join("\n")}`,
  ];
}

/**
 * @param {Shape} outputs
 * @param {Record<string, Shape>} types
 */
function resultOf(outputs, types) {
  const [[, only] = ["", /** @type {Type} */ ({})]] = Object.entries(outputs.properties);
  if (only.type !== "array") return { title: "", shape: outputs };
  const shape = types[only.items?.$ref?.replace("#/types/", "") ?? ""];
  return {
    title:
      shape === undefined
        ? "It returns an array of strings."
        : "It returns an array of objects, in the PBX's own order:",
    shape,
  };
}

/** @param {Type} type */
function typeName({ type, additionalProperties }) {
  return type === "object" && additionalProperties ? "object of strings" : (type ?? "");
}

/** @param {Type} type */
function meaningOf({ description = "" }) {
  return withoutLinks(sentence(description.replaceAll("\n\n", " ").replace(/[.]\.$/, ".")));
}
