import { described } from "./readSources.mjs";

/** @typedef {import("../../provider/config/configurationKeys.js").ConfigurationKey} ConfigurationKey */

/**
 * A configuration key as a property of the provider.
 * @param {ConfigurationKey} key
 */
export function settingSchema(key) {
  const { description, ...rest } = keySchema(key);
  const isNumber = key.type === "number" || key.type === "integer";
  return {
    description: `${description}\n\nEnvironment variable: \`${key.environment}\`.`,
    ...rest,
    // A library would pass the JSON of the connections on as a string, which the provider refuses, and the one for Go does
    // not compile with it. The provider reads that variable itself.
    ...(key.type !== "connections" && { defaultInfo: { environment: [key.environment] } }),
    ...(key.default !== undefined && { default: isNumber ? Number(key.default) : key.default }),
  };
}

/**
 * A configuration key as a property of a named connection.
 * @param {ConfigurationKey} key
 */
export function keySchema({ type = "string", meaning, default: value, secret }) {
  const text = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
  return {
    ...(type === "connections"
      ? { type: "object", additionalProperties: { $ref: "#/types/ozeki:index:Connection" } }
      : { type }),
    description: described({ text, default: value && `\`${value}\`` }),
    ...(secret && { secret: true }),
  };
}
