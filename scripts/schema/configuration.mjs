import { load } from "./sources.mjs";

/** @typedef {import("../../provider/config/configurationKeys.js").ConfigurationKey} ConfigurationKey */

/**
 * The configuration keys as properties of the provider, and as the type of a named connection.
 * @param {string} root the project's folder
 */
export function configurationSchema(root) {
  /** @type {readonly ConfigurationKey[]} */
  const keys = load(root, "provider/config/configurationKeys.ts").configurationKeys;
  return {
    settings: Object.fromEntries(keys.map((key) => [key.key, settingSchema(key)])),
    connection: {
      type: "object",
      description: "A further PBX: the value of an entry of `connections`.",
      properties: Object.fromEntries(
        keys.filter(({ type }) => type !== "connections").map((key) => [key.key, keySchema(key)]),
      ),
      required: ["url"],
    },
  };
}

/** @param {ConfigurationKey} key */
function settingSchema(key) {
  const { description, ...rest } = keySchema(key);
  // The libraries would hand the JSON of the connections over as a text, which the provider refuses, and the one for Go
  // does not compile with it. The provider reads that variable itself.
  const defaultInfo = key.type !== "connections" && { defaultInfo: { environment: [key.environment] } };
  return {
    description: `${description}\n\nEnvironment variable: \`${key.environment}\`.`,
    ...rest,
    ...defaultInfo,
    ...(key.default !== undefined && {
      default: /number|integer/.test(key.type ?? "") ? Number(key.default) : key.default,
    }),
  };
}

/** @param {ConfigurationKey} key */
function keySchema({ type = "string", meaning, default: value, secret }) {
  const end = value === undefined ? "" : `\n\nDefault: \`${value}\`.`;
  return {
    ...(type === "connections"
      ? { type: "object", additionalProperties: { $ref: "#/types/ozeki:index:Connection" } }
      : { type }),
    description: `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.${end}`,
    ...(secret && { secret: true }),
  };
}
