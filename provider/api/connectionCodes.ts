/** The codes with which Node.js and the system report that there is no connection. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: ": nothing listens at this address and port",
  ERR_SSL_WRONG_VERSION_NUMBER: ": this port does not speak TLS",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: ": this port speaks only versions of TLS before 1.2",
  ERR_SSL_UNSUPPORTED_PROTOCOL: ": this port speaks only versions of TLS before 1.2",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: ": this port does not accept TLS as it was offered",
  ENOTFOUND: ": the host name is not known",
  EAI_AGAIN: ": the host name could not be resolved",
  EHOSTUNREACH: ": this host cannot be reached",
  ENETUNREACH: ": this network cannot be reached",
  ETIMEDOUT: ": the host does not answer",
  UND_ERR_CONNECT_TIMEOUT: ": the host does not answer",
  ECONNRESET: ": the connection was closed at once",
  UND_ERR_SOCKET: ": the connection was closed at once",
};

/** What a code means, as the end of a sentence: empty where there is no better word than the code. */
export function meaningOf(code: string): string {
  return meanings[code] ?? "";
}

/** What is wrong with a certificate: who signed it, which host it names, its dates, or the certificate itself. */
export type CertificateProblem = "unknown issuer" | "other host name" | "expired" | "unusable";

/** By the code of Node.js: all that its TLS has (X509ErrorCode), and those of its check of the host name. */
const certificateProblems: Readonly<Record<string, CertificateProblem>> = {
  UNABLE_TO_GET_ISSUER_CERT: "unknown issuer",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "unknown issuer",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown issuer",
  SELF_SIGNED_CERT_IN_CHAIN: "unknown issuer",
  DEPTH_ZERO_SELF_SIGNED_CERT: "unknown issuer",
  CERT_UNTRUSTED: "unknown issuer",
  ERR_TLS_CERT_ALTNAME_INVALID: "other host name",
  HOSTNAME_MISMATCH: "other host name",
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "expired",
  CERT_CHAIN_TOO_LONG: "unusable",
  CERT_REJECTED: "unusable",
  CERT_REVOKED: "unusable",
  CERT_SIGNATURE_FAILURE: "unusable",
  CRL_HAS_EXPIRED: "unusable",
  CRL_NOT_YET_VALID: "unusable",
  CRL_SIGNATURE_FAILURE: "unusable",
  ERROR_IN_CERT_NOT_AFTER_FIELD: "unusable",
  ERROR_IN_CERT_NOT_BEFORE_FIELD: "unusable",
  ERROR_IN_CRL_LAST_UPDATE_FIELD: "unusable",
  ERROR_IN_CRL_NEXT_UPDATE_FIELD: "unusable",
  ERR_TLS_CERT_ALTNAME_FORMAT: "unusable",
  INVALID_CA: "unusable",
  INVALID_PURPOSE: "unusable",
  PATH_LENGTH_EXCEEDED: "unusable",
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: "unusable",
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: "unusable",
  UNABLE_TO_DECRYPT_CRL_SIGNATURE: "unusable",
  UNABLE_TO_GET_CRL: "unusable",
  // What Node.js has no name for, such as a digest or a key that is too weak: its message says which.
  UNSPECIFIED: "unusable",
};

/** @returns undefined where it is not a code with which Node.js refuses a certificate */
export function certificateProblemOf(code: string): CertificateProblem | undefined {
  return Object.hasOwn(certificateProblems, code) ? certificateProblems[code] : undefined;
}

/** What was wrong with TLS where the host was reached: the port does not speak it, or the two do not agree. */
export type TlsProblem = "plain port" | "handshake";

/** @returns undefined where it is not a code of TLS itself */
export function tlsProblemOf(code: string): TlsProblem | undefined {
  if (!/^(EPROTO$|ERR_(SSL|TLS)_)/.test(code)) {
    return undefined;
  }
  return code === "ERR_SSL_WRONG_VERSION_NUMBER" ? "plain port" : "handshake";
}
