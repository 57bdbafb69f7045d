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
  Unreachable,
  UntrustedCertificate,
  WriteRefused,
} from "../api/errors";
import { defaultSources } from "../config/settingSources";
import type { Advice, Situation } from "./adviceTable";
import { adviceOn, adviceTable } from "./adviceTable";

/** What the engine asked for; or a function that a program calls. */
export type Operation = "create" | "read" | "update" | "delete" | "import" | "function";

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
    return seeDoctor && caller === "command" ? `${advice} Run \`pulumi-ozeki doctor\` for a diagnosis.` : advice;
  }
  if (setting === undefined) {
    return advice;
  }
  // refresh and destroy use the configuration that the last up saved in the state, and the environment as it is.
  const isSaved = (caller === "read" || caller === "delete") && sources[setting].place === "configuration";
  return isSaved
    ? `${advice} \`refresh\` and \`destroy\` use the configuration of the last \`pulumi up\`. After you correct it, run \`pulumi up\` first, or add --run-program.`
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
  if (error instanceof WriteRefused) {
    return "readOnly";
  }
  if (error instanceof LoginRefused) {
    return error.code === 305 ? "wrongLogin" : "login";
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
  if (error instanceof Unreachable && error.tlsProblem !== undefined) {
    return error.tlsProblem === "plain port" ? "plainPort" : "tlsHandshake";
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
