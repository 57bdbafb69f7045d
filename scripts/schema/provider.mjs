import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** @typedef {import("../../provider/connection/configurationKeys.js").ConfigurationKey} ConfigurationKey */

export const CONNECTION = "ozeki:index:Connection";

/**
 * Every key of the configuration, as the provider reads it.
 * @param {string} root
 * @returns {readonly ConfigurationKey[]}
 */
export function configurationKeys(root) {
  const file = join(root, "provider", "connection", "configurationKeys.ts");
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  /** @type {{ configurationKeys?: readonly ConfigurationKey[] }} */
  const exports = {};
  new Function("exports", outputText)(exports);
  if (!exports.configurationKeys) throw new Error(`${file} has no configurationKeys.`);
  return exports.configurationKeys;
}

/**
 * A key of the configuration, as a property of the provider.
 * @param {ConfigurationKey} key
 */
export function configurationSchema(key) {
  // The libraries would hand the JSON of the connections over as a text, which the provider refuses, and the one for Go
  // does not compile with it. The provider reads that variable itself.
  const defaultInfo = key.type !== "connections" && { defaultInfo: { environment: [key.environment] } };
  return { ...connectionSchema(key), ...defaultInfo, ...(key.default !== undefined && { default: defaultOf(key) }) };
}

/** @param {ConfigurationKey} key */
function defaultOf({ type, default: text }) {
  return type === "number" || type === "integer" ? Number(text) : text;
}

/**
 * A key of the configuration, as a property of one connection.
 * @param {ConfigurationKey} key
 */
export function connectionSchema(key) {
  const described = key.default === undefined ? "" : `\n\nDefault: \`${key.default}\`.`;
  const text = `${key.meaning.charAt(0).toUpperCase()}${key.meaning.slice(1)}.${described}`;
  return {
    ...typeOf(key),
    description: `${text}\n\nEnvironment variable: \`${key.environment}\`.`,
    ...(key.secret && { secret: true }),
  };
}

/** @param {ConfigurationKey} key */
function typeOf({ type = "string" }) {
  return type === "connections"
    ? { type: "object", additionalProperties: { $ref: `#/types/${CONNECTION}` } }
    : { type };
}
