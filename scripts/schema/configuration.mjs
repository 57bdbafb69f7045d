import { load } from "./sources.mjs";

/** @typedef {import("../../provider/config/configurationKeys.js").KeyName} KeyName */
/** @typedef {typeof import("../../provider/config/configurationKeys.js")} Keys */

/**
 * The configuration keys as properties of the provider, and as the type of a named connection.
 * @param {string} root the project's folder
 */
export function configurationSchema(root) {
  /** @type {Keys} */
  const keys = load(root, "provider/config/configurationKeys.ts");
  const schemas = (/** @type {readonly KeyName[]} */ names, /** @type {typeof keySchema} */ schema) =>
    Object.fromEntries(names.map((name) => [name, schema(keys, name)]));
  return {
    settings: schemas(keys.keyNames, settingSchema),
    connection: {
      type: "object",
      description: "A further PBX: the value of an entry of `connections`.",
      properties: schemas(keys.connectionKeys, keySchema),
      required: keys.connectionKeys.filter((name) => keys.keyOf(name).required),
    },
  };
}

/**
 * @param {Keys} keys
 * @param {KeyName} name
 */
function settingSchema(keys, name) {
  const { type, default: value } = keys.keyOf(name);
  const variable = keys.environmentName(name);
  const { description, ...rest } = keySchema(keys, name);
  return {
    description: `${description}\n\nEnvironment variable: \`${variable}\`.`,
    ...rest,
    // The libraries would hand the JSON of the connections over as a text, which the provider refuses, and the one for Go
    // does not compile with it. The provider reads that variable itself.
    ...(type !== "connections" && { defaultInfo: { environment: [variable] } }),
    ...(value !== undefined && { default: value }),
  };
}

/**
 * @param {Keys} keys
 * @param {KeyName} name
 */
function keySchema(keys, name) {
  const { type, meaning, default: value, secret } = keys.keyOf(name);
  const allowed = keys.allowedValues(name, (one) => `\`${one}\``);
  const description = [
    `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    ...(allowed === undefined ? [] : [`Allowed: ${allowed}.`]),
    ...(value === undefined ? [] : [`Default: \`${value}\`.`]),
  ].join("\n\n");
  return {
    ...(type === "connections"
      ? { type: "object", additionalProperties: { $ref: "#/types/ozeki:index:Connection" } }
      : { type: type === "address" ? "string" : type }),
    description,
    ...(secret && { secret: true }),
  };
}
