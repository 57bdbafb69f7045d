import type { CertificateProblem, TlsProblem } from "./connectionCodes";
import { certificateProblemOf, meaningOf, tlsProblemOf } from "./connectionCodes";
import { displayId, escapeControlChars, hexOf } from "./display";
import type { RequestSubject } from "./requestSubject";
import { describe } from "./requestSubject";
import { statusCode } from "./statusCodes";

/** Whether the PBX may have received and executed a request that failed. */
export type Sent = "no" | "maybe";

/**
 * A command failed. The message says what failed, on which extension and PBX, and what the PBX answered. It never holds
 * a body, a query or a secret.
 */
export abstract class OzekiError extends Error {
  /** What went wrong, in two or three words. */
  abstract readonly title: string;
  readonly subject: RequestSubject;
  /** Whether the PBX may have executed the command nevertheless. */
  readonly sent: Sent;
  /** The number of attempts. */
  attempts = 1;
  /** Whether it does not heal by itself: then nothing is repeated. */
  readonly isPermanent: boolean = false;
  readonly #why: string;

  /** @param why - the problem, as the end of a sentence */
  constructor(subject: RequestSubject, sent: Sent, why: string, options?: ErrorOptions) {
    super("", options);
    this.name = new.target.name;
    this.subject = subject;
    this.sent = sent;
    this.#why = why;
    this.message = this.#describe();
  }

  /** Adds the number of attempts to the message. */
  afterAttempts(attempts: number): this {
    this.attempts = attempts;
    this.message = this.#describe();
    return this;
  }

  #describe(): string {
    const times = this.attempts > 1 ? ` after ${this.attempts} attempts` : "";
    return escapeControlChars(`${describe(this.subject)} failed${times}: ${this.#why}.`);
  }
}

/** What a reply shows about where it comes from, as far as that has a next step of its own. */
export type ReplyProblem =
  | "compressed"
  | "HTTP login"
  | "proxy login"
  | "request not accepted"
  | "TLS port"
  | "unasked answer"
  | "other";

/** The reply is not one of the PBX's HTTP API. Repeating changes nothing. */
export class BadReply extends OzekiError {
  readonly title = "Not the PBX's answer";

  /**
   * @param why - what is wrong with the reply, as the end of a sentence, without anything of its text
   */
  constructor(
    subject: RequestSubject,
    why: string,
    sent: Sent = "maybe",
    readonly problem: ReplyProblem = "other",
  ) {
    super(subject, sent, `this is not a reply of the Ozeki HTTP API: ${why}`);
  }
}

/** The connection is read-only, and the command would have changed the PBX. */
export class WriteRefused extends OzekiError {
  readonly title = "Read-only connection";

  constructor(subject: RequestSubject) {
    super(subject, "no", "the connection is read-only, and nothing was sent");
  }
}

/** The PBX answered with another Code than 200: it did not execute the command. */
export class CommandRefused extends OzekiError {
  readonly title: string = "Refused by the PBX";

  /**
   * @param code - the answer's Code
   * @param message - the answer's Message, as far as it may be shown
   */
  constructor(
    subject: RequestSubject,
    readonly code: number,
    message?: string,
  ) {
    super(
      subject,
      "no",
      ACCESS[code] ?? `the PBX answered ${code} (${nameOf(code)})${message === undefined ? "" : `: ${message}`}`,
    );
  }

  /** The documented name of the code, such as `InvalidConfig`. */
  get codeName(): string | undefined {
    return statusCode(this.code)?.name;
  }
}

/** The codes of a login or an address that the PBX rejects. Their documented messages have no parameter. */
const ACCESS: Readonly<Record<number, string>> = {
  304: "the PBX requires a login (code 304)",
  305: "the PBX rejected the login (code 305)",
  306: "the PBX does not allow this user to use the API (code 306)",
  307: "the PBX does not accept requests from this machine's address (code 307)",
};

function nameOf(code: number): string {
  return statusCode(code)?.name ?? "an undocumented code";
}

/** Codes 304 and 305: the PBX needs a login, or another one. */
export class LoginRefused extends CommandRefused {
  override readonly title = "Login refused";
}

/** Codes 306 and 307: this user or this address may not use the API. */
export class AccessForbidden extends CommandRefused {
  override readonly title = "Access forbidden";
}

/** Code 701: the PBX has no such extension. */
export class ConfigNotFound extends CommandRefused {
  override readonly title = "No such extension";
}

/** Code 703: the PBX has an extension with this ID. */
export class ConfigAlreadyExists extends CommandRefused {
  override readonly title = "The extension exists";
}

const classOfCode: ReadonlyMap<number, typeof CommandRefused> = new Map<number, typeof CommandRefused>([
  [304, LoginRefused],
  [305, LoginRefused],
  [306, AccessForbidden],
  [307, AccessForbidden],
  [701, ConfigNotFound],
  [703, ConfigAlreadyExists],
]);

/** The error for a Code. */
export function refusalOf(subject: RequestSubject, code: number, message?: string): CommandRefused {
  const Refusal = classOfCode.get(code) ?? CommandRefused;
  return new Refusal(subject, code, message);
}

/** The connection ended before the answer was complete. */
export class ConnectionLost extends OzekiError {
  readonly title = "Connection lost";

  /** @param code - the system's code, such as `ECONNRESET` */
  constructor(
    subject: RequestSubject,
    readonly code: string,
  ) {
    super(subject, "maybe", `the connection ended before the answer was complete (${code})`);
  }
}

/** The HTTP statuses of a proxy that got no answer from the PBX. */
export const gatewayStatuses: readonly number[] = [502, 503, 504];

/** A proxy got no answer from the PBX. The PBX itself answers everything with HTTP 200. */
export class GatewayFailure extends OzekiError {
  readonly title = "Proxy without the PBX";

  constructor(
    subject: RequestSubject,
    /** HTTP status: one of {@link gatewayStatuses}. */
    readonly status: number,
  ) {
    super(subject, "maybe", `a proxy answered HTTP ${status}: it got no answer from the PBX`);
  }
}

/** The PBX received the request, but there was no complete answer in time. */
export class RequestTimedOut extends OzekiError {
  readonly title = "No answer";

  constructor(
    subject: RequestSubject,
    /** The time limit. */
    readonly seconds: number,
  ) {
    super(subject, "maybe", `no complete answer within ${Number(seconds.toFixed(1))} s`);
  }
}

/** There was no connection: the PBX received nothing. */
export class Unreachable extends OzekiError {
  readonly title = "PBX not reached";
  override readonly isPermanent: boolean;

  /** What was wrong with TLS, where the host was reached. */
  get tlsProblem(): TlsProblem | undefined {
    return tlsProblemOf(this.code);
  }

  /** @param code - the system's code, such as `ECONNREFUSED` */
  constructor(
    subject: RequestSubject,
    readonly code: string,
  ) {
    super(subject, "no", `cannot connect to the PBX (${code}${meaningOf(code)})`);
    this.isPermanent = code === "ENOTFOUND" || this.tlsProblem !== undefined;
  }
}

/** Another operation of this run has found that the PBX does not answer. Its error has the explanation, and the next step. */
export class PbxUnavailable extends OzekiError {
  readonly title = "PBX does not answer";
  /** The operation that found it out, such as `extension 1000`: its error says what to do. */
  readonly explainedBy: string;

  /** @param found - what that operation was about */
  constructor(subject: RequestSubject, sent: Sent, { command, extensionId }: RequestSubject) {
    const explainedBy = extensionId === undefined ? command : `extension ${displayId(extensionId)}`;
    super(subject, sent, `the PBX does not answer. See the error of ${explainedBy}`);
    this.explainedBy = explainedBy;
  }
}

/** The certificate of the TLS proxy before the PBX is not trusted. Repeating changes nothing. */
export class UntrustedCertificate extends OzekiError {
  readonly title = "Certificate not trusted";
  override readonly isPermanent = true;

  /**
   * @param code - what is wrong with the certificate, such as `SELF_SIGNED_CERT_IN_CHAIN`
   * @param reason - the same in words
   */
  constructor(
    subject: RequestSubject,
    readonly code: string,
    reason = code,
  ) {
    super(subject, "no", `the certificate of this address is not trusted (${reason})`);
  }

  /** Which of these it is. */
  get problem(): CertificateProblem {
    return certificateProblemOf(this.code) ?? "unusable";
  }
}

/** The file with the certificate authority cannot be used. Nothing was sent. */
export class UnusableCaFile extends Error {
  constructor(
    readonly caFile: string,
    /** The system's code, such as `ENOENT`, or what is wrong with the file. */
    readonly code: string,
  ) {
    super(`The file with the certificate authority, ${caFile}, cannot be used (${code}). Nothing was sent.`);
    this.name = "UnusableCaFile";
  }
}

/** A character that XML 1.0 cannot carry, not even as a reference. */
export interface InvalidXmlCharacter {
  /** Its position, in UTF-16 units from 0. */
  index: number;
  codePoint: number;
}

/** The text for an element has a character that XML cannot carry. Nothing was sent. */
export class InvalidConfigText extends Error {
  constructor(
    /** The name of the element. */
    readonly element: string,
    readonly character: InvalidXmlCharacter,
  ) {
    super(
      `The text for the element ${element} has a character at position ${character.index + 1} that XML cannot carry (U+${hexOf(character.codePoint)}). ` +
        "Nothing was sent. Remove the character.",
    );
    this.name = "InvalidConfigText";
  }
}

/** A string is not XML that this package reads. The message says why, and holds nothing of the string. */
export class MalformedXml extends Error {
  constructor(why: string) {
    super(why);
    this.name = "MalformedXml";
  }
}
