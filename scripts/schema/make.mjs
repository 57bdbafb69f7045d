import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionSchemas, functionTypes } from "./functions.mjs";
import { CONNECTION, configurationKeys, configurationSchema, connectionSchema } from "./provider.mjs";
import { resourceSchema } from "./resource.mjs";

/**
 * The schema of the provider for all languages, from the sources that programs in TypeScript and the README's tables
 * come from.
 * @param {string} root the project's folder
 */
export function makeSchema(root) {
  const keys = configurationKeys(root);
  const settings = Object.fromEntries(keys.map((key) => [key.key, configurationSchema(key)]));
  const connection = Object.fromEntries(
    keys.filter(({ type }) => type !== "connections").map((key) => [key.key, connectionSchema(key)]),
  );
  const { license, description, keywords } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    $schema: "https://raw.githubusercontent.com/pulumi/pulumi/master/pkg/codegen/schema/pulumi.json",
    name: "ozeki",
    displayName: "Ozeki Phone System",
    description,
    keywords: [...keywords, "category/network", "kind/native"],
    license,
    meta: { moduleFormat: "(.*)" },
    config: { variables: settings },
    provider: {
      description:
        "A connection to one or several Ozeki Phone Systems. An explicit provider takes its settings from what the program passes and from the environment, not from the stack's configuration.",
      inputProperties: settings,
    },
    types: {
      [CONNECTION]: {
        type: "object",
        description: "A further PBX: the value of an entry of `connections`.",
        properties: Object.fromEntries(
          Object.entries(connection).map(([name, { description: text, ...rest }]) => [
            name,
            { ...rest, description: text.replace(/\n\nEnvironment variable: .*$/, "") },
          ]),
        ),
        required: ["url"],
      },
      ...functionTypes(root),
    },
    functions: functionSchemas(root),
    resources: {
      "ozeki:index:SipExtension": resourceSchema(root, "SipExtension"),
      "ozeki:index:Extension": resourceSchema(root, "Extension"),
    },
    language: {
      csharp: { respectSchemaVersion: true },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      java: {},
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
    },
  };
}
