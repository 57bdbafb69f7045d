import type { OzekiError, RequestSubject } from "../../provider/api";
import {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  ConnectionLost,
  GatewayFailure,
  LoginRefused,
  RequestTimedOut,
  Unreachable,
  UntrustedCertificate,
  WriteRefused,
} from "../../provider/api";

/** One error of each class of the API, by the name of its class. */
export function ozekiErrors(subject: RequestSubject): Record<string, OzekiError> {
  return {
    Unreachable: new Unreachable(subject, "ECONNREFUSED"),
    ConnectionLost: new ConnectionLost(subject, "ECONNRESET"),
    RequestTimedOut: new RequestTimedOut(subject, 30),
    GatewayFailure: new GatewayFailure(subject, 503),
    BadReply: new BadReply(subject, "it is empty"),
    UntrustedCertificate: new UntrustedCertificate(subject, "CERT_HAS_EXPIRED"),
    WriteRefused: new WriteRefused(subject),
    CommandRefused: new CommandRefused(subject, 702),
    LoginRefused: new LoginRefused(subject, 305),
    AccessForbidden: new AccessForbidden(subject, 307),
    ConfigNotFound: new ConfigNotFound(subject, 701),
    ConfigAlreadyExists: new ConfigAlreadyExists(subject, 703),
  };
}
