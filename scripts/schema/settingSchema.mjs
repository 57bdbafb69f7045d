import { described } from "./readSources.mjs";

/**
 * @typedef {import("../../provider/config/configurationKeys.js").KeyName} KeyName
 * @typedef {typeof import("../../provider/config/configurationKeys.js")} Keys
 */

/**
 * A configuration key as a property of the provider.
 * @param {Keys} keys
 * @param {KeyName} name
 */
export function settingSchema(keys, name) {
  const { type, ofOnePbx } = keys.keyOf(name);
  const variable = keys.environmentName(name);
  const { description, ...rest } = keySchema(keys, name);
  return {
    description: `${description}\n\nEnvironment variable: \`${variable}\`.`,
    ...rest,
    // The provider reads all variables itself. A library would pass the login of the environment on with any address, and the
    // JSON of the connections as a string, which the provider refuses and with which the library for Go does not compile.
    ...(type !== "connections" && !ofOnePbx && { defaultInfo: { environment: [variable] } }),
    // No default: `pulumi do` would pass it on in place of the environment's value, and so write although OZEKI_READ_ONLY is set.
  };
}

/**
 * A configuration key as a property of a named connection.
 * @param {Keys} keys
 * @param {KeyName} name
 */
export function keySchema(keys, name) {
  const { type, meaning, default: value, secret } = keys.keyOf(name);
  const allowed = keys.allowedValues(name, (one) => `\`${one}\``);
  const sentence = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
  const text = allowed === undefined ? sentence : `${sentence}\n\nAllowed: ${allowed}.`;
  return {
    ...(type === "connections"
      ? { type: "object", additionalProperties: { $ref: "#/types/ozeki:index:Connection" } }
      : { type: type === "address" ? "string" : type }),
    description: described({ text, default: value === undefined ? undefined : `\`${value}\`` }),
    ...(secret && { secret: true }),
  };
}
