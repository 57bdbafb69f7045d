import { UntrustedCertificate } from "../../../../../provider/api";
import { networkFailure } from "../../../../../provider/api/transport/networkFailure";

const subject = { command: "ListExtensions", pbx: "https://pbx:7780" } as const;

/** All codes of Node.js for a certificate that it refuses: X509ErrorCode, and its check of the host name. */
const CODES = `
UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE UNABLE_TO_DECRYPT_CRL_SIGNATURE
UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY CERT_SIGNATURE_FAILURE CRL_SIGNATURE_FAILURE CERT_NOT_YET_VALID CERT_HAS_EXPIRED
CRL_NOT_YET_VALID CRL_HAS_EXPIRED ERROR_IN_CERT_NOT_BEFORE_FIELD ERROR_IN_CERT_NOT_AFTER_FIELD
ERROR_IN_CRL_LAST_UPDATE_FIELD ERROR_IN_CRL_NEXT_UPDATE_FIELD DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN
UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_VERIFY_LEAF_SIGNATURE CERT_CHAIN_TOO_LONG CERT_REVOKED INVALID_CA
PATH_LENGTH_EXCEEDED INVALID_PURPOSE CERT_UNTRUSTED CERT_REJECTED HOSTNAME_MISMATCH UNSPECIFIED
ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_CERT_ALTNAME_FORMAT`;

function failureWith(code: string): unknown {
  return networkFailure(subject, Object.assign(new Error("EE certificate key too weak"), { code }), false);
}

describe("a certificate that Node.js refuses", () => {
  it.each(CODES.trim().split(/\s+/))("is reported as one, and not as a bug: %s", (code) => {
    expect(failureWith(code)).toBeInstanceOf(UntrustedCertificate);
    expect(failureWith(code)).toMatchObject({ code, isPermanent: true, sent: "no" });
  });

  it("is described by the words of Node.js where there is no code for it", () => {
    expect(failureWith("UNSPECIFIED")).toMatchObject({
      message: `ListExtensions on ${subject.pbx} failed: the certificate of this address is not trusted (EE certificate key too weak).`,
    });
  });
});
