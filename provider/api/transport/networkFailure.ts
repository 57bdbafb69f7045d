import { errors } from "undici";
import { certificateProblemOf } from "../connectionCodes";
import { BadReply, ConnectionLost, OzekiError, Unreachable, UntrustedCertificate } from "../errors";
import { SPEAKS_TLS } from "../httpStatuses";
import type { RequestSubject } from "../requestSubject";

// The codes of the system and the library. Any other code, such as ERR_INVALID_ARG_TYPE, is a bug of ours.
const NETWORK = /^((?!ERR_)E[A-Z0-9_]+|ERR_(SSL|TLS)_\w+|UND_ERR_(?!INVALID|CLOSED|DESTROYED|NOT_SUPPORTED)\w+)$/;
const HTTP_PARSER = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_)/;
const HEADERS_TOO_LARGE = /HEADERS?_OVERFLOW$/;
// The connection ended while the reply was still open: cut off, not malformed.
const CUT_CHUNKS = "HPE_INVALID_EOF_STATE";
const CUT = [CUT_CHUNKS, "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"];

/**
 * The meaning of a failure of the network.
 *
 * @param started - whether a connection had taken the request
 * @returns the error itself where it is not one of the network: a bug of ours must not look like a failure of the PBX
 */
export function networkFailure(subject: RequestSubject, error: unknown, started: boolean): unknown {
  const code = codeOf(error);
  if (error instanceof OzekiError || code === undefined) {
    return error;
  }
  if (certificateProblemOf(code) !== undefined) {
    return new UntrustedCertificate(subject, code, code === "UNSPECIFIED" ? (error as Error).message : code);
  }
  if (!NETWORK.test(code) && !HTTP_PARSER.test(code)) {
    return error;
  }
  if (!started) {
    return new Unreachable(subject, code);
  }
  if (UNASKED.test((error as Error).message)) {
    return new BadReply(
      subject,
      "it is an answer that was not asked for, such as 100 Continue",
      "maybe",
      "unasked answer",
    );
  }
  if (HTTP_PARSER.test(code) && !CUT.includes(code)) {
    return isTls(error)
      ? new BadReply(subject, SPEAKS_TLS, "no", "TLS port")
      : new BadReply(subject, HEADERS_TOO_LARGE.test(code) ? "its headers are too large" : "it is not HTTP");
  }
  return new ConnectionLost(subject, code);
}

/** The library's words for an interim answer, a second one, and another protocol. It sets no code of its own. */
const UNASKED = /^bad (response|upgrade)$/;

/** An alert of TLS, which a TLS server sends to a client that speaks plain HTTP. */
function isTls(error: unknown): boolean {
  const data: unknown = error instanceof errors.HTTPParserError && "data" in error ? error.data : undefined;
  return typeof data === "string" && data.startsWith("\u0015\u0003");
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) {
    // One error for each address of the host name.
    return codeOf(error.errors[0]);
  }
  if (error instanceof errors.HTTPParserError) {
    // The library sets no code for it, only a message.
    return error.code ?? (error.message.includes("EOF") ? CUT_CHUNKS : "HPE_UNKNOWN");
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
