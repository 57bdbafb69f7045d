import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nativeFunctions } from "../../provider/adapters/native/functions";
import { environmentName, keyNames, keyOf } from "../../provider/config/configurationKeys";
import { extension } from "../../provider/types/extension/extensionType";
import { sipExtension } from "../../provider/types/sipExtension/sipExtensionType";

const ROOT = join(__dirname, "..", "..");

type Settings = Record<
  string,
  { description: string; secret?: boolean; default?: unknown; defaultInfo?: { environment: string[] } }
>;

interface Schema {
  config: { variables: Settings };
  provider: { inputProperties: Settings };
  functions: Record<
    string,
    {
      description: string;
      inputs: { properties: object };
      outputs: { properties: Record<string, { secret?: boolean }> };
    }
  >;
  resources: Record<
    string,
    {
      inputProperties: Record<string, { description: string; secret?: boolean; default?: unknown }>;
      requiredInputs: string[];
      listInputs: { properties: object };
    }
  >;
}

describe("schema.json", () => {
  const schema = JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")) as Schema;

  test("is what the sources make: `npm run schema` brings it up to date", () => {
    const check = () => execFileSync(process.execPath, [join(ROOT, "scripts", "schema.mjs"), "--check"]);
    expect(check).not.toThrow();
  });

  test.each([
    ["SipExtension", sipExtension],
    ["Extension", extension],
  ] as const)("has the properties of %s that the lifecycle takes, and asks for the same ones", (name, { rules }) => {
    const resource = schema.resources[`ozeki:index:${name}`];
    expect(Object.keys(resource?.inputProperties ?? {}).sort()).toEqual(Object.keys(rules.properties).sort());
    // The adapters put a placeholder in the place of a missing password.
    const required = Object.keys(rules.required).filter((property) => property !== "password");
    expect(resource?.requiredInputs.toSorted()).toEqual(required.sort());
  });

  test("lists both resources by the same arguments", () => {
    for (const resource of Object.values(schema.resources)) {
      expect(Object.keys(resource.listInputs.properties).sort()).toEqual(["connection", "match", "type"]);
    }
  });

  test("has defaults in its descriptions only: `pulumi do` would pass them on in place of what the PBX or the environment has", () => {
    const inputs = Object.values(schema.resources).map(({ inputProperties }) => inputProperties);
    for (const properties of [schema.config.variables, schema.provider.inputProperties, ...inputs]) {
      expect(Object.values(properties).filter((property) => property.default !== undefined)).toEqual([]);
    }
    const { enabled } = schema.resources["ozeki:index:SipExtension"]?.inputProperties ?? {};
    expect(enabled?.description.split("\n\n")[0]).toMatch(/ Default: true\.$/);
  });

  test("has every function of the plugin, with its arguments and its secrets", () => {
    expect(Object.keys(schema.functions).sort()).toEqual(Object.keys(nativeFunctions).sort());
    for (const [token, { args, secrets }] of Object.entries(nativeFunctions)) {
      const { inputs, outputs } = schema.functions[token] ?? {
        inputs: { properties: {} },
        outputs: { properties: {} },
      };
      expect(Object.keys(inputs.properties).sort()).toEqual([...args, "connection"].sort());
      const marked = Object.entries(outputs.properties).filter(([, { secret }]) => secret === true);
      expect(marked.map(([name]) => name).sort()).toEqual([...secrets].sort());
      expect(/ clear text/.test(schema.functions[token]?.description ?? "")).toBe(marked.length > 0);
    }
  });

  test("has every key of the configuration, the password as a secret, each with its environment variable", () => {
    const { variables } = schema.config;
    const { inputProperties } = schema.provider;
    expect(Object.keys(variables)).toEqual(keyNames);
    for (const key of keyNames) {
      // A library can take no object out of a variable: with that in it, the one for Go does not compile. And it would make a
      // login of the environment one of the program, which goes to any address.
      const isRead = key === "connections" || keyOf(key).ofOnePbx;
      const defaultInfo = isRead ? undefined : { environment: [environmentName(key)] };
      expect(variables[key]?.defaultInfo).toEqual(defaultInfo);
      expect(inputProperties[key]?.defaultInfo).toEqual(defaultInfo);
      expect(variables[key]?.description).toContain(`Environment variable: \`${environmentName(key)}\`.`);
      expect(variables[key]?.secret).toBe(keyOf(key).secret);
    }
    expect(schema.resources["ozeki:index:SipExtension"]?.inputProperties.password?.secret).toBe(true);
  });
});
