import type { RequestSubject } from "../command";
import { OzekiError } from "./ozekiError";

/** No connection could be made: the PBX got nothing. */
export class Unreachable extends OzekiError {
  readonly title = "PBX not reached";

  /** @param code - the system's word for it, such as `ECONNREFUSED` */
  constructor(
    subject: RequestSubject,
    readonly code: string,
  ) {
    super(subject, "no", `no connection to the PBX (${code}${meaningOf(code)})`);
  }
}

function meaningOf(code: string): string {
  const meanings: Record<string, string> = {
    ECONNREFUSED: ": nothing listens at this address and port",
    ERR_SSL_WRONG_VERSION_NUMBER: ": this port speaks plain HTTP, so the address begins with http://",
    ENOTFOUND: ": the host name is not known",
    EAI_AGAIN: ": the host name could not be looked up",
    EHOSTUNREACH: ": there is no way to this host",
    ENETUNREACH: ": there is no way to this network",
    ETIMEDOUT: ": the host does not answer",
    UND_ERR_CONNECT_TIMEOUT: ": the host does not answer",
    ECONNRESET: ": the connection was closed at once",
    UND_ERR_SOCKET: ": the connection was closed at once",
  };
  return meanings[code] ?? "";
}
