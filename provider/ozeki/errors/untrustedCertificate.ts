import type { RequestSubject } from "../command";
import { OzekiError } from "./ozekiError";

/** The TLS proxy before the PBX could not prove who it is. Repeating changes nothing. */
export class UntrustedCertificate extends OzekiError {
  readonly title = "Certificate not trusted";

  /** @param code - what is wrong with the certificate, such as `SELF_SIGNED_CERT_IN_CHAIN` */
  constructor(
    subject: RequestSubject,
    readonly code: string,
  ) {
    super(subject, "no", `the certificate of this address is not trusted (${code})`);
  }
}
