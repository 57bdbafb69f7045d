/**
 * @typedef {ReturnType<typeof import("../schema/readSources.mjs").readSources>} Sources
 * @typedef {import("../../provider/api/requestSubject.js").RequestSubject} RequestSubject
 *
 * An error class, and errors of it as users see them.
 * @typedef {{ name: string, about: string, samples: Error[] }} ErrorClass
 */

const PBX = "http://192.168.1.10:7780";
const OTHER_PBX = "http://192.168.2.10:7780";
const ID = "1000";

/** @type {RequestSubject} */
const SUBJECT = { command: "AddConfig", pbx: PBX, extensionId: ID };

/**
 * The classes of a module, each with samples. A class without a sample, and a sample without a class, is an error.
 * @param {Sources} sources
 * @param {string} file
 * @param {(classes: any) => Record<string, Error[]>} samplesOf by class
 * @param {readonly string[]} [internal] classes that no user sees
 * @returns {ErrorClass[]}
 */
function classesOf(sources, file, samplesOf, internal = []) {
  const samples = samplesOf(sources.load(file));
  const names = sources.classes(file).filter((name) => !internal.includes(name));
  const unmatched = [
    ...names.filter((name) => !samples[name]),
    ...Object.keys(samples).filter((name) => !names.includes(name)),
  ];
  if (unmatched.length > 0)
    throw new Error(`scripts/docs/errorSamples.mjs and ${file} differ in ${unmatched.join(", ")}.`);
  return names.map((name) => ({ name, about: sources.documentation(file, name).text, samples: samples[name] ?? [] }));
}

/** What a PBX, or something in its place, answers. @param {Sources} sources */
export function apiErrors(sources) {
  return classesOf(
    sources,
    "provider/api/errors.ts",
    (api) => ({
      Unreachable: ["ECONNREFUSED", "ENOTFOUND", "ERR_SSL_WRONG_VERSION_NUMBER"].map(
        (one) => new api.Unreachable(SUBJECT, one),
      ),
      PbxUnavailable: [new api.PbxUnavailable({ ...SUBJECT, extensionId: "1001" }, "no", SUBJECT)],
      ConnectionLost: [new api.ConnectionLost(SUBJECT, "ECONNRESET").afterAttempts(5)],
      RequestTimedOut: [new api.RequestTimedOut(SUBJECT, 30).afterAttempts(5)],
      GatewayFailure: [new api.GatewayFailure(SUBJECT, 503).afterAttempts(5)],
      UntrustedCertificate: ["SELF_SIGNED_CERT_IN_CHAIN", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED"].map(
        (one) => new api.UntrustedCertificate(SUBJECT, one),
      ),
      UnusableCaFile: [new api.UnusableCaFile("/etc/pbx/authority.pem", "ENOENT")],
      BadReply: [
        new api.BadReply(SUBJECT, "it is an HTML page"),
        new api.BadReply(SUBJECT, "this port speaks TLS", "no", "TLS port"),
      ],
      WriteRefused: [new api.WriteRefused(SUBJECT)],
      InvalidConfigText: [new api.InvalidConfigText("UserID", { index: 3, codePoint: 0 })],
    }),
    // The codes of the PBX have a table of their own, and MalformedXml is the reason within another error.
    ["CommandRefused", "LoginRefused", "AccessForbidden", "ConfigNotFound", "ConfigAlreadyExists", "MalformedXml"],
  );
}

/** What stops an operation on an extension. @param {Sources} sources */
export function extensionErrors(sources) {
  const knownTypes = classesOf(sources, "provider/types/errors.ts", (types) => ({
    OtherKnownType: [new types.OtherKnownType(PBX, "600", "MadeUpMenuInfo", "SIPExtensionInfo")],
    UnreadableExtension: [new types.UnreadableExtension(PBX, ID, "its element Password is missing")],
  }));
  const lifecycle = classesOf(
    sources,
    "provider/lifecycle/errors.ts",
    (errors) => ({
      ExtensionExists: [new errors.ExtensionExists(PBX, ID, ["userId", "password"])],
      DeclaredTwice: [
        new errors.DeclaredTwice(
          PBX,
          ID,
          "urn:pulumi:dev::office::pulumi-nodejs:dynamic/ozeki:SipExtension::reception",
        ),
      ],
      OtherPbx: [new errors.OtherPbx(PBX, OTHER_PBX, ID, "which has no extension 1000")],
      OutcomeUnknown: [new errors.OutcomeUnknown(PBX, { extensionId: ID }, "no complete answer within 30 s.", {})],
      UnconfirmedElsewhere: [new errors.UnconfirmedElsewhere(PBX, OTHER_PBX, ID)],
      CallInProgress: [new errors.CallInProgress(PBX, ID, "removed", 0)],
      NewerState: [new errors.NewerState(ID, "2", 1)],
      ClaimsNotShared: [new errors.ClaimsNotShared(PBX, ID, "removed", "FOLDER (EACCES)")],
      Stopped: [new errors.Stopped("create", ID, new errors.Interrupted("the run was cancelled"))],
    }),
    // OperationFailed has the message and the next step of an error above, and Interrupted is the reason of Stopped.
    ["OperationFailed", "Interrupted"],
  );
  return [...lifecycle, ...knownTypes];
}

/** What a function throws. @param {Sources} sources */
export function functionErrors(sources) {
  return classesOf(
    sources,
    "provider/functions/errors.ts",
    (errors) => ({
      MissingExtension: [new errors.MissingExtension(PBX, "1234")],
      NotASipExtension: [new errors.NotASipExtension(PBX, "600", "MadeUpMenuInfo")],
      InvalidArgument: [new errors.InvalidArgument("extensionId", "must be a string, got a number")],
    }),
    // It has the message of an error above.
    ["FunctionFailed"],
  );
}

/** A mistake in the configuration, and the message about it. @param {Sources} sources */
export function configurationErrors(sources) {
  /** @type {typeof import("../../provider/config/connections.js")} */
  const { Connections } = sources.load("provider/config/connections.ts");
  const url = PBX;
  /** @type {[what: string, stack: Record<string, string>, environment?: Record<string, string>, connection?: string][]} */
  const mistakes = [
    ["No address", {}],
    ["An address without `http://`", { url: "192.168.1.10:7780" }],
    ["An address with a path", { url: `${PBX}/api` }],
    ["An address with a login", { url: "http://api:secret@192.168.1.10:7780" }],
    ["A user without a password", { url, username: "api" }],
    ["A login of the environment, for another address", { url }, { OZEKI_USERNAME: "api", OZEKI_PASSWORD: "secret" }],
    ["A number out of its range", { url, requestTimeout: "0" }],
    ["Another value than the allowed ones", { url, onActiveCalls: "ask" }],
    ["An unknown key", { urll: url }],
    [
      "A connection that is not configured",
      { url, connections: JSON.stringify({ branch: { url: OTHER_PBX } }) },
      {},
      "brnach",
    ],
    [
      "An unknown key of a connection",
      { url, connections: JSON.stringify({ branch: { adress: OTHER_PBX } }) },
      {},
      "branch",
    ],
  ];
  return mistakes.map(([what, stack, environment = {}, connection]) => {
    const connections = new Connections({
      get: (key) => stack[key.replace(/^ozeki:/, "")],
      keys: Object.keys(stack).map((key) => `ozeki:${key}`),
      environment,
    });
    return { what, message: messageOf(() => connections.settings(connection)) };
  });
}

/** @param {() => unknown} action */
function messageOf(action) {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("scripts/docs/errorSamples.mjs has a mistake of the configuration that is accepted.");
}

/** The documented codes of the PBX that are errors, and what to do about each. @param {Sources} sources */
export function pbxCodes(sources) {
  /** @type {typeof import("../../provider/api/statusCodes.js")} */
  const { statusCodes, OK } = sources.load("provider/api/statusCodes.ts");
  /** @type {typeof import("../../provider/api/errors.js")} */
  const { refusalOf } = sources.load("provider/api/errors.ts");
  return statusCodes
    .filter(({ code }) => code !== OK)
    .map(({ code, name, message }) => ({ code, name, message, next: nextStepOf(sources, refusalOf(SUBJECT, code)) }));
}

/**
 * What a message of the provider says to do about an error of the API.
 * @param {Sources} sources
 * @param {any} error
 * @returns {string}
 */
export function nextStepOf(sources, error) {
  /** @type {typeof import("../../provider/lifecycle/advice.js")} */
  const { nextStep } = sources.load("provider/lifecycle/advice.ts");
  return nextStep(error, "create");
}
