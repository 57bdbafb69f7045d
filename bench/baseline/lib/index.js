// What pulumi-ozeki is measured against: resources of the same form, without anything that makes them worth using. The
// names of this package, its type and its exports are as long as those of pulumi-ozeki, so that they weigh as much in the
// state.
const pulumi = require("@pulumi/pulumi");

// The one that pulumi-ozeki generates has as many characters.
const PASSWORD_LENGTH = 30;

/** Keeps in the state what SipExtension of pulumi-ozeki keeps there, property for property. */
class SipExtension extends pulumi.CustomResource {
  constructor(name, args, opts = {}) {
    const inputs = {
      ...declared(args),
      authorizationName: undefined,
      username: undefined,
      enabled: undefined,
      elements: undefined,
      adopt: undefined,
      pbx: undefined,
      __provider: 'exports.handler = () => require("plain-sender/provider").sipExtension',
    };
    const secret = { additionalSecretOutputs: ["password"] };
    super("pulumi-nodejs:dynamic/plain:SipExtension", name, inputs, pulumi.mergeOptions(secret, opts));
  }
}

/** Keeps in the state what the program declares and a password, and no more. */
class DeclaredOnly extends pulumi.CustomResource {
  constructor(name, args, opts = {}) {
    const inputs = {
      ...declared(args),
      __provider: 'exports.handler = () => require("plain-sender/provider").declaredOnly',
    };
    super("pulumi-nodejs:dynamic/plain:DeclaredOnly", name, inputs, opts);
  }
}

// One for each extension, as generated ones are: the engine might encrypt equal ones only once.
function declared(args) {
  return { ...args, password: pulumi.secret(`plain-${args.extensionId}-`.padEnd(PASSWORD_LENGTH, "x")) };
}

module.exports = { SipExtension, DeclaredOnly };
