import type { OzekiError } from "../api/errors";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  ConnectionLost,
  GatewayFailure,
  LoginRefused,
  PbxUnavailable,
  UntrustedCertificate,
} from "../api/errors";
import type { ConfigXmlEncoding, SettingSources } from "../api/settings";
import { configXmlEncodings } from "../api/settings";
import { ADDRESS, defaultSources, howToSet, howToSetLogin } from "../config/settingSources";

/** What the engine asked for; or a function that a program calls. */
export type Operation = "create" | "read" | "update" | "delete" | "import" | "function";

/** What advice depends on, beside the situation. */
export interface AdviceContext {
  /** Where the address, the login and the like are set: advice names them as the user knows them. */
  readonly sources: SettingSources;
  /** What to check in the program when the PBX does not accept a configuration: that depends on the resource type. */
  readonly invalidConfigHint?: string | undefined;
  /** The encoding that the PBX accepts, where that is known. */
  readonly encoding?: ConfigXmlEncoding;
}

interface Advice {
  /** What a person does, in whole sentences. */
  readonly text: string | ((context: AdviceContext) => string);
  /** The setting that is probably wrong: where it is set decides how a correction takes effect. */
  readonly setting?: keyof SettingSources;
  /** Whether `pulumi-ozeki doctor` finds out more. */
  readonly seeDoctor?: true;
}

/** All advice of the provider, of `pulumi-ozeki` and of its `doctor`, by what happened. */
const adviceTable = {
  login: {
    text: ({ sources }) => sentence(howToSetLogin(sources)),
    setting: "username",
  },
  forbiddenUser: {
    text: ({ sources: { username } }) =>
      `Give the office user of ${username.name} the right to use the API, or set the login of another one.`,
    setting: "username",
  },
  forbiddenAddress: {
    text: "Allow the address of this machine in the settings of the PBX's HTTP API, and run the command again.",
  },
  changedMeanwhile: {
    text: "Another program is changing this extension: run the command again.",
  },
  noSuchExtension: {
    text: "`pulumi-ozeki list` shows the extensions of the PBX.",
  },
  invalidConfig: {
    text: ({ invalidConfigHint = "The PBX does not accept this configuration.", sources }) =>
      `${invalidConfigHint} If it accepts no configuration at all, ${otherEncoding(sources)}.`,
  },
  unreadableRequest: {
    text: ({ sources }) =>
      `If the PBX accepts no configuration at all, ${otherEncoding(sources)}. Otherwise look into the PBX's log.`,
  },
  unknownCommand: {
    text: ({ sources: { url } }) =>
      `This PBX does not know the command: check its version, and that ${url.name} is the address of its HTTP API.`,
  },
  missingApiExtension: {
    text: "Check that the API extension is installed and running on the PBX.",
  },
  unknownCode: {
    text: "Look the code up in the PBX's documentation or its log.",
  },
  unknownIssuer: {
    text: ({ sources: { caFile } }) =>
      caFile.isSet
        ? `The file of ${caFile.name} lacks the certificate authority that signed it: add the certificate of that authority to the file.`
        : `Set ${caFile.name} to the PEM file of the certificate authority that signed it.`,
    setting: "caFile",
  },
  otherHostName: {
    text: ({ sources: { url } }) => `Set ${url.name} to an address with a host name that is in the certificate.`,
    setting: "url",
  },
  expiredCertificate: {
    text: "Renew the certificate of the proxy before the PBX, check the clocks of both machines, and run the command again.",
  },
  unusableCertificate: {
    text: "Replace the certificate of the proxy before the PBX, and run the command again.",
  },
  notTheApi: {
    text: ({ sources: { url } }) =>
      `Check that ${url.name} is the address of the PBX's HTTP API, ${ADDRESS}, and what answers there: a proxy, a web server, another port of the PBX.`,
    setting: "url",
    seeDoctor: true,
  },
  compressedReply: {
    text: "Turn compression off in the proxy before the PBX, and run the command again.",
  },
  httpLogin: {
    text: ({ sources: { url } }) =>
      `Check that ${url.name} is the address of the PBX's HTTP API, and not of a web server that asks for a login of its own.`,
    setting: "url",
  },
  proxyLogin: {
    text: ({ sources: { url } }) =>
      `This package does not log in to a proxy: set ${url.name} to an address that reaches the PBX without one.`,
    setting: "url",
  },
  requestNotAccepted: {
    text: ({ sources: { url } }) =>
      `The web server may know the PBX by another name only: set ${url.name} to the host name or the IP address that it is set up for.`,
    setting: "url",
    seeDoctor: true,
  },
  tlsPort: {
    text: ({ sources: { url } }) => `Set ${url.name} to an address that begins with https://.`,
    setting: "url",
  },
  unaskedAnswer: {
    text: "Check the proxy before the PBX: it must not send an answer before the PBX's own.",
    seeDoctor: true,
  },
  proxyWithoutPbx: {
    text: "Check that the PBX runs and that the proxy reaches it, and run the command again.",
  },
  noConnection: {
    text: ({ sources: { url } }) =>
      `Check that the PBX runs, that its address in ${url.name} is right, and that no firewall is in between.`,
    setting: "url",
    seeDoctor: true,
  },
  lostPlainConnection: {
    text: ({ sources: { url } }) =>
      `Check that the PBX runs and that no firewall is in between. A port that speaks TLS closes such a connection: then the address in ${url.name} begins with https://.`,
    setting: "url",
    seeDoctor: true,
  },
  droppedConnection: {
    text: "A PBX may also drop connections from addresses that it does not allow.",
  },
  unsteadyConnection: {
    text: "Check the network between this machine and the PBX, and run this again.",
  },
  newerProduct: {
    text: "This package talks to the HTTP API of Ozeki Phone System, port 7780 by default.",
  },
  openToAll: {
    text: "Anyone at an allowed address can change every extension: turn office-user authentication on.",
  },
  postNotRead: {
    text: "This package sends POST only, because a password in an address is written into logs. Please report this PBX.",
  },
  latin1: {
    text: "Names with letters beyond A to Z arrive wrong: avoid them.",
  },
  droppedElements: {
    text: "With this PBX, `elements` of a SipExtension can only name elements that the PBX knows.",
  },
  acceptedEncoding: {
    text: ({ sources: { configXmlEncoding }, encoding }) =>
      sentence(
        howToSet(
          // The next step is a stack, even where the command line named the PBX.
          configXmlEncoding.place === "configuration" ? configXmlEncoding : defaultSources.configXmlEncoding,
          encoding ?? "escaped",
        ),
      ),
  },
  noEncoding: {
    text: "The office user may have to exist: name one with --probe-user. Otherwise look into the PBX's log.",
  },
} as const satisfies Readonly<Record<string, Advice>>;

/** Something that a person can do something about. */
export type Situation = keyof typeof adviceTable;

/** What a person does about a situation, in whole sentences. */
export function adviceOn(situation: Situation, context: AdviceContext): string {
  const { text }: Advice = adviceTable[situation];
  return typeof text === "string" ? text : text(context);
}

/**
 * What a person does about an error of the API, in whole sentences, and how that takes effect.
 *
 * @param caller - an operation, or the command of `pulumi-ozeki` that is run
 */
export function nextStep(
  error: OzekiError,
  caller: Operation | "command" | "doctor",
  invalidConfigHint?: string,
): string {
  if (error instanceof PbxUnavailable) {
    // The error that it points to has the next step.
    return "";
  }
  const situation = situationOf(error, caller);
  const sources = error.subject.sources ?? defaultSources;
  const { setting, seeDoctor }: Advice = adviceTable[situation];
  const advice = adviceOn(situation, { sources, invalidConfigHint });
  if (caller === "doctor" || caller === "command") {
    return seeDoctor && caller === "command" ? `${advice} \`pulumi-ozeki doctor\` finds out more.` : advice;
  }
  if (setting === undefined) {
    return advice;
  }
  // refresh and destroy use the configuration that the last up saved in the state, and the environment as it is.
  const isSaved = (caller === "read" || caller === "delete") && sources[setting].place === "configuration";
  return isSaved
    ? `${advice} \`refresh\` and \`destroy\` use the configuration of the last \`pulumi up\`: after correcting it run \`pulumi up\` first, or add --run-program.`
    : `${advice} Then run the command again.`;
}

/** The message of an error of the API, and its next step. */
export function messageWithNextStep(error: OzekiError, ...about: DropFirst<Parameters<typeof nextStep>>): string {
  return `${error.message} ${nextStep(error, ...about)}`.trimEnd();
}

type DropFirst<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

const certificateSituations = {
  "unknown issuer": "unknownIssuer",
  "other host name": "otherHostName",
  expired: "expiredCertificate",
  unusable: "unusableCertificate",
} as const satisfies Record<UntrustedCertificate["problem"], Situation>;

const replySituations = {
  compressed: "compressedReply",
  "HTTP login": "httpLogin",
  "proxy login": "proxyLogin",
  "request not accepted": "requestNotAccepted",
  "TLS port": "tlsPort",
  "unasked answer": "unaskedAnswer",
  other: "notTheApi",
} as const satisfies Record<BadReply["problem"], Situation>;

function situationOf(error: OzekiError, caller: Operation | "command" | "doctor"): Situation {
  if (error instanceof ConfigNotFound && caller === "command") {
    return "noSuchExtension";
  }
  if (error instanceof ConfigAlreadyExists || error instanceof ConfigNotFound) {
    return "changedMeanwhile";
  }
  if (error instanceof LoginRefused) {
    return "login";
  }
  if (error instanceof AccessForbidden) {
    return error.code === 307 ? "forbiddenAddress" : "forbiddenUser";
  }
  if (error instanceof CommandRefused) {
    return situationOfCode[error.code] ?? "unknownCode";
  }
  if (error instanceof UntrustedCertificate) {
    return certificateSituations[error.problem];
  }
  if (error instanceof BadReply) {
    return replySituations[error.problem];
  }
  if (error instanceof ConnectionLost && error.subject.pbx.startsWith("http:")) {
    return "lostPlainConnection";
  }
  return error instanceof GatewayFailure ? "proxyWithoutPbx" : "noConnection";
}

const situationOfCode: Readonly<Record<number, Situation>> = {
  300: "unreadableRequest",
  301: "unknownCommand",
  302: "unreadableRequest",
  303: "unknownCommand",
  401: "missingApiExtension",
  702: "invalidConfig",
};

function otherEncoding({ configXmlEncoding: { name, isSet } }: SettingSources): string {
  return isSet ? `set ${name} to its other value (${configXmlEncodings.join(" or ")})` : `set ${name} to escaped`;
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
