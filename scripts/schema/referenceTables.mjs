import { readSources } from "./readSources.mjs";

/** @typedef {import("../../provider/types/propertyTable.js").Property} Property */

/**
 * Puts the reference tables into a page, each between a pair of comments that name it:
 * `<!-- table: NAME, written by npm run schema -->` and `<!-- end: NAME -->`.
 * @param {string} root the project's folder
 * @param {string} page the page as it is
 */
export function withReferenceTables(root, page) {
  const tables = {
    "configuration keys": configurationTable(root),
    "properties of SipExtension": propertyTable(root, "sipExtension", "SipExtension"),
    "properties of Extension": propertyTable(root, "extension", "Extension"),
  };
  return Object.entries(tables).reduce((text, [name, rows]) => {
    const [begin, end] = [`<!-- table: ${name}, written by npm run schema -->`, `<!-- end: ${name} -->`];
    const [before, , after] = text.split(new RegExp(`(?<=${begin})[\\s\\S]*?(?=${end})()`));
    if (after === undefined) throw new Error(`The page has no place for the table ${name}: ${begin} and ${end}.`);
    return `${before}\n\n${rows.join("\n")}\n\n${after}`;
  }, page);
}

/** @param {string} root */
function configurationTable(root) {
  /** @type {typeof import("../../provider/config/configurationKeys.js")} */
  const { allowedValues, environmentName, keyNames, keyOf } = readSources(root).load(
    "provider/config/configurationKeys.ts",
  );
  return [
    row(["Key", "Environment variable", "Value", "Default", "Meaning"]),
    row(Array.from({ length: 5 }, () => "---")),
    ...keyNames.map((name) => {
      const { type, secret, default: value, meaning } = keyOf(name);
      const allowed = allowedValues(name, code) ?? (type === "connections" ? "an object" : "a string");
      return row([
        code(`ozeki:${name}`),
        code(environmentName(name)),
        secret ? "a secret" : allowed,
        value === undefined ? "" : code(String(value)),
        meaning,
      ]);
    }),
  ];
}

/**
 * @param {string} root
 * @param {string} file the resource's module
 * @param {string} name the resource's class
 */
function propertyTable(root, file, name) {
  const sources = readSources(root);
  const table = sources.load(`provider/types/${file}/table.ts`)[`${file}Table`];
  const documentation = sources.members(`provider/resources/${file}.ts`, `${name}Args`);
  return [
    row(["Property", "Element", "Default", "Meaning"]),
    row(Array.from({ length: 4 }, () => "---")),
    ...Object.entries(table).map(([property, spec]) => {
      const member = documentation.get(property);
      if (member === undefined) throw new Error(`${name}Args has no documentation of ${property}.`);
      return row([
        code(property),
        spec.element === undefined ? "" : code(spec.element),
        defaultOf(spec, member.default),
        meaningOf(spec, member.text),
      ]);
    }),
  ];
}

/**
 * @param {Property} property
 * @param {string | undefined} documented
 */
function defaultOf({ required, default: value }, documented) {
  if (required) return "required";
  if (typeof value === "boolean") return code(String(value));
  return typeof value === "object" && "sameAs" in value
    ? code(String(value.sameAs))
    : sentences(documented ?? "none", 1).replace(/[.]$/, "");
}

/**
 * @param {Property} property
 * @param {string} text its documentation
 */
function meaningOf({ element, replaces }, text) {
  return [
    // The element has a column of its own.
    sentences(text, 2).replace(new RegExp(`: element \`${element}\`[^.]*(?=[.])`), ""),
    ...(replaces === "elsewhere"
      ? ["Another value is another extension: the new one is created before the old one is deleted."]
      : []),
    ...(replaces === "in place"
      ? ["Another value is another extension: the old one is deleted before the new one is created."]
      : []),
  ].join(" ");
}

/**
 * The first sentences of the first paragraph.
 * @param {string} text
 * @param {number} most
 */
function sentences(text, most) {
  const [paragraph = ""] = text.split("\n\n");
  return paragraph
    .split(/(?<=[.]) /)
    .slice(0, most)
    .join(" ");
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
