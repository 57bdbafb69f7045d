import type { Answer } from "../api/answer";
import { answer, isStatusCode } from "../api/answer";
import type { ApiRequest } from "../api/apiRequest";

/** The answer with a code, documented or not, to a request that is not executed. */
export function codeAnswer(code: number, request: ApiRequest): Answer {
  if (!isStatusCode(code)) {
    return { code, message: "An undocumented code, made up by a fault" };
  }
  const command = request.command ?? "";
  switch (code) {
    case 300:
      return answer(code, ["request"]);
    case 301:
    case 303:
      return answer(code, [command]);
    case 302:
      return answer(code, ["ExtensionId", command]);
    case 701:
    case 702:
      return answer(code, [request.parameter("ExtensionType") ?? request.extensionId ?? ""]);
    default:
      return answer(code, [request.extensionId ?? "", "NotFound"]);
  }
}

/** The properties of a kind of fault. */
export interface FaultKindFacts {
  /** What happens, in a few words for the help of the command line. */
  readonly about: string;
  /** Whether the PBX executes the command. */
  readonly executes: boolean;
  /** The unit and the default of the number after the colon. Only a few kinds have one. */
  readonly amount?: { readonly unit: string; readonly default: number | undefined };
}

const kinds = {
  refuse: { about: "the connection is reset as soon as it is made (counts connections)", executes: false },
  "drop-before": { about: "the connection is reset", executes: false },
  "drop-after": { about: "executed, then the connection is reset without an answer", executes: true },
  hang: { about: "no answer, ever", executes: false },
  "hang-after": { about: "executed, and no answer, ever", executes: true },
  late: {
    about: "the connection is reset, and the command is executed all the same, :N ms later (default 200)",
    executes: false,
    amount: { unit: "milliseconds", default: 200 },
  },
  cut: {
    about: "executed, the connection is closed within the answer's body (:N after N bytes; default: in its middle)",
    executes: true,
    amount: { unit: "bytes", default: undefined },
  },
  "cut-headers": { about: "executed, the connection is closed within the answer's headers", executes: true },
  truncate: { about: "executed, the answer is complete as HTTP, but its XML ends in the middle", executes: true },
  slow: {
    about: "executed, the answer's body comes byte by byte (:N every N ms; default 10)",
    executes: true,
    amount: { unit: "milliseconds", default: 10 },
  },
  html: { about: "a proxy's HTML page with status 200", executes: false },
  "html-after": { about: "executed, then a proxy's HTML page with status 200", executes: true },
  empty: { about: "status 200 and an empty body", executes: false },
  "empty-after": { about: "executed, then status 200 and an empty body", executes: true },
  "wrong-type": { about: "executed, the answer is labelled text/plain", executes: true },
  "wrong-charset": {
    about: "executed, the answer is in UTF-16, which only a byte order mark shows",
    executes: true,
  },
  latin1: { about: "executed, the answer is in Latin-1 without a declaration", executes: true },
  redirect: { about: "status 302 to /redirected", executes: false },
  "newer-api": { about: "the answer of a newer product's API (its shape is made up)", executes: false },
  doctype: { about: "executed, the answer has a DOCTYPE and uses its entity", executes: true },
  "external-entity": { about: "executed, the answer has a DOCTYPE and an entity that is a local file", executes: true },
  "two-codes": { about: "executed, the answer has its Code twice", executes: true },
  "odd-code": { about: "executed, the answer's Code is not a number", executes: true },
  "other-id": { about: "executed, the answer is about another ID than the requested one", executes: true },
  "no-id": { about: "executed, the answer's configuration has no ID", executes: true },
  "odd-names": { about: "executed, the answer has elements such as __proto__ and constructor", executes: true },
  "bad-utf8": { about: "executed, the answer's message has a byte that is not UTF-8", executes: true },
  nul: { about: "executed, the answer's message has a NUL character", executes: true },
  "long-message": {
    about: "executed, the answer's message is :N KiB longer (default 1024)",
    executes: true,
    amount: { unit: "KiB", default: 1024 },
  },
  attributes: {
    about: "an answer with :N attributes in one element (default 1000000), streamed",
    executes: false,
    amount: { unit: "attributes", default: 1_000_000 },
  },
  bomb: { about: "an answer whose entities grow to gigabytes", executes: false },
  huge: {
    about: "an answer of :N MiB (default 200), streamed",
    executes: false,
    amount: { unit: "MiB", default: 200 },
  },
  deep: {
    about: "an answer with elements nested :N deep (default 20000)",
    executes: false,
    amount: { unit: "levels", default: 20_000 },
  },
} as const satisfies Record<string, FaultKindFacts>;

/** A kind of fault without a number in its name. */
export type SingleFaultKind = keyof typeof kinds;

/**
 * A kind of fault. `status-503`, with any HTTP status from 400 to 599, answers a proxy's HTML page; with `-after` the
 * command is executed first. `code-306`, with any code, documented or not, answers that code without executing. This is
 * not a template literal type, which the compiler that Pulumi includes does not know.
 */
export type FaultKind = SingleFaultKind | (string & NonNullable<unknown>);

/** The kinds of faults by name; those with a number are `status-NNN` and `code-NNN`. */
export const faultKinds: Readonly<Record<string, FaultKindFacts>> = {
  ...kinds,
  "status-NNN": { about: "a proxy's HTML page with that HTTP status, 400 to 599, such as status-503", executes: false },
  "status-NNN-after": { about: "executed, then such a page", executes: true },
  "code-NNN": { about: "that code of the API, such as code-306; undocumented ones too", executes: false },
};

/** The HTTP status of a kind such as `status-503` or `status-503-after`. */
export function statusOfKind(kind: string): number | undefined {
  const status = /^status-([45]\d\d)(?:-after)?$/.exec(kind)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** The code of a kind such as `code-306`. */
export function codeOfKind(kind: string): number | undefined {
  const code = /^code-(0|[1-9]\d{0,3})$/.exec(kind)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** Whether a string is a kind of fault. */
export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(kinds, text) || statusOfKind(text) !== undefined || codeOfKind(text) !== undefined;
}

/** The properties of a kind of fault. */
export function factsOf(kind: FaultKind): FaultKindFacts {
  if (Object.hasOwn(kinds, kind)) {
    return kinds[kind as SingleFaultKind];
  }
  return { about: kind, executes: kind.endsWith("-after") };
}
