import { librariesOf } from "./libraries.mjs";
import { downloadUrl, LOGO, rawFiles } from "./repository.mjs";

/**
 * What the Pulumi Registry looks at.
 * @typedef {object} Registered
 * @property {import("./repository.mjs").Repository} repository
 * @property {string} version
 * @property {Record<string, any>} schema
 * @property {Record<string, string>} pages by their paths
 * @property {string} logo the SVG
 */

/** The fields of the schema that the registry shows. */
const FIELDS = ["displayName", "description", "license", "publisher", "repository", "homepage"];

/**
 * Which rules of the Pulumi Registry are broken.
 * @param {Registered} registered
 * @returns {string[]}
 */
export function registryProblems(registered) {
  return [
    ...schemaProblems(registered),
    ...languageProblems(registered),
    ...Object.entries(registered.pages).flatMap(([file, page]) => pageProblems(file, page)),
    ...installationProblems(registered),
    ...logoProblems(registered.logo),
  ];
}

/** @param {Registered} registered */
function schemaProblems({ repository, schema }) {
  const { name } = repository;
  const download = downloadUrl(repository);
  const logo = `${rawFiles(repository)}/${LOGO}`;
  const text = JSON.stringify(schema);
  return [
    ...FIELDS.filter((field) => !schema[field]).map((field) => `schema.json has no ${field}.`),
    ...(`pulumi-${schema.name}` === name
      ? []
      : [`schema.json has the name ${schema.name}, and the repository ${name} must be named pulumi-${schema.name}.`]),
    ...(schema.pluginDownloadURL === download ? [] : [`schema.json must have the pluginDownloadURL ${download}.`]),
    ...(schema.logoUrl === logo ? [] : [`schema.json must have the logoUrl ${logo}.`]),
    ...(schema.keywords?.some((/** @type {string} */ word) => word.startsWith("category/"))
      ? []
      : ["schema.json has no keyword that begins with category/."]),
    ...["@pulumi/ozeki", "example.com"]
      .filter((foreign) => text.includes(foreign))
      .map((foreign) => `schema.json names ${foreign}, which is not ours.`),
  ];
}

/** @param {Registered} registered */
function languageProblems({ repository, version, schema }) {
  const libraries = librariesOf(repository, version);
  const published = new Map(libraries.map(({ language, settings }) => [language, settings]));
  return Object.entries(schema.language).flatMap(([language, declared]) => {
    const settings = published.get(language);
    if (!settings) return [`schema.json declares ${language}, for which no library is published.`];
    return Object.entries(settings)
      .filter(([setting, value]) => JSON.stringify(declared[setting]) !== JSON.stringify(value))
      .map(([setting, value]) => `schema.json must have ${JSON.stringify(value)} as ${setting} of ${language}.`);
  });
}

/**
 * @param {string} file
 * @param {string} page
 */
function pageProblems(file, page) {
  const [, matter = ""] = /^---\n([\s\S]*?)\n---\n/.exec(page) ?? [];
  const missing = [/^title: \S/m, /^meta_desc: \S/m, /^layout: package$/m].filter((line) => !line.test(matter));
  const targets = [...page.matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)];
  return [
    ...missing.map((line) => `${file} lacks ${line.source.replace(/^\^|: .*/g, "")} in its front matter.`),
    ...targets
      .filter(([, isImage, target = ""]) => isImage && !target.startsWith("https://"))
      .map(([, , target]) => `${file} has the relative image ${target}.`),
    ...targets
      .filter(([, , target = ""]) => /\.md(#|$)/.test(target))
      .map(([, , target]) => `${file} links to the Markdown file ${target}, which the registry does not accept.`),
  ];
}

/** @param {Registered} registered */
function installationProblems({ repository, version, schema, pages }) {
  const file = "docs/installation-configuration.md";
  const page = pages[file];
  if (page === undefined || pages["docs/_index.md"] === undefined) return [`docs/_index.md or ${file} is missing.`];
  const install = `pulumi plugin install resource ozeki v${version} --server ${downloadUrl(repository)}`;
  const links = librariesOf(repository, version).filter(({ language }) => language in schema.language);
  return [
    ...(page.includes(install) ? [] : [`${file} lacks the line \`${install}\`.`]),
    ...links
      .filter((library) => !page.includes(`](${library.page})`))
      .map(({ title }) => `${file} has no link to the library for ${title}.`),
    ...["pulumi config set ozeki:url", "export OZEKI_URL="]
      .filter((example) => !page.includes(example))
      .map((example) => `${file} has no example with \`${example}\`.`),
  ];
}

/**
 * The picture must fill its box: the registry adds the margin.
 * @param {string} logo
 */
function logoProblems(logo) {
  const [, width, height] = /<svg [^>]*viewBox="0 0 (\d+) (\d+)"/.exec(logo) ?? [];
  if (width && width === height && logo.includes(`<rect width="${width}" height="${height}"`)) return [];
  return [`${LOGO} must be a square SVG without a margin: a rectangle as large as its viewBox.`];
}
