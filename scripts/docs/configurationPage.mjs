import { block, code, page, table } from "./markdown.mjs";

/** @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources */

const NOTES = `- The configuration of the stack wins over the environment.
- A login is sent only to the address that is set in the same place, or to that same address set in the other one: for the address of a stack,
  \`OZEKI_USERNAME\` and \`OZEKI_PASSWORD\` need \`OZEKI_URL\`. A command sends them to \`--url\` where \`OZEKI_URL\` is not set, or names the same PBX.
- Set secrets with \`pulumi config set --secret ozeki:password\`, which asks for the value without showing it.
- Certificates are always checked: \`NODE_TLS_REJECT_UNAUTHORIZED\` is ignored. \`ozeki:caFile\` and \`NODE_EXTRA_CA_CERTS\` count together.
- \`pulumi refresh\` and \`pulumi destroy\` use the configuration that the last \`pulumi up\` saved. After changing it, run \`up\` first, or add
  \`--run-program\`.
- An unknown key is reported in the preview, with the key that was probably meant.`;

const CONNECTIONS = `An entry of \`ozeki:connections\` takes every key above except \`connections\`. It has its own
address and login; all other keys that it leaves out come from the stack. See [Manage several PBXs](../how-to/several-pbxs.md).`;

const SCRIPT = `pulumi config set ozeki:url http://192.168.1.10:7780
pulumi config set ozeki:username api
pulumi config set --secret ozeki:password
pulumi config set ozeki:requestTimeout 60`;

/** The reference page of the configuration keys. @param {Sources} sources */
export function configurationPage(sources) {
  /** @type {typeof import("../../provider/config/configurationKeys.js")} */
  const { allowedValues, environmentName, keyNames, keyOf, optionName } = sources.load(
    "provider/config/configurationKeys.ts",
  );
  /** @type {typeof import("../../provider/config/settingSources.js")} */
  const { keysWithOption } = sources.load("provider/config/settingSources.ts");
  return page("Configuration", [
    "The keys of a stack's configuration, and the environment variables that are read where the stack lacks a key.",
    table(
      ["Key", "Environment variable", "Value", "Default", "Meaning"],
      keyNames.map((name) => {
        const { type, secret, required, default: value, meaning } = keyOf(name);
        const allowed = allowedValues(name, code) ?? (type === "connections" ? "an object" : "a string");
        return [
          code(`ozeki:${name}`),
          code(environmentName(name)),
          secret ? "a secret" : allowed,
          required ? "required" : value === undefined ? "" : code(String(value)),
          meaning,
        ];
      }),
    ),
    block("sh", SCRIPT),
    "## Rules",
    NOTES,
    "## Several PBXs",
    CONNECTIONS,
    "## On the command line",
    `[\`pulumi-ozeki\`](cli/README.md) reads the same environment variables, and the stack's configuration with \`--stack\`. Some keys have an option: ${keysWithOption
      .map((name) => code(optionName(name)))
      .join(", ")}. A password has none, because others on the machine can see options.`,
  ]);
}
