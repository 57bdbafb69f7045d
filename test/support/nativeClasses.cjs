const { createRequire } = require("node:module");
// The program's own SDK: another copy of it would be another program.
const pulumi = createRequire(`${process.cwd()}/`)("@pulumi/pulumi");
const schema = require("../../schema.json");

/** What the SDK that Pulumi generates from the schema has for a resource, as far as the tests need it. */
const resource = (name, outputs, secrets) =>
  class extends pulumi.CustomResource {
    constructor(resourceName, args, opts) {
      const inputs = { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args };
      super(
        `ozeki:index:${name}`,
        resourceName,
        inputs,
        pulumi.mergeOptions({ additionalSecretOutputs: secrets }, opts),
      );
    }
  };

const outputsOf = (name) => Object.keys(schema.resources[`ozeki:index:${name}`].properties);

exports.SipExtension = resource("SipExtension", outputsOf("SipExtension"), ["password"]);
exports.Extension = resource("Extension", outputsOf("Extension"), []);
exports.Provider = class extends pulumi.ProviderResource {
  constructor(name, args, opts) {
    super("ozeki", name, args, opts);
  }
};
