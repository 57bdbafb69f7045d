export { OzekiClient } from "./client";
export type { Clock } from "./clock";
export { systemClock } from "./clock";
export { commands } from "./commands";
export type { ElementShape } from "./configXml";
export { ConfigXml } from "./configXml";
export type { CertificateProblem } from "./connectionCodes";
export { displayId } from "./display";
export type { InvalidXmlCharacter, Sent } from "./errors";
export {
  AccessForbidden,
  BadReply,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  ConnectionLost,
  GatewayFailure,
  InvalidConfigText,
  LoginRefused,
  OzekiError,
  PbxUnavailable,
  RequestTimedOut,
  Unreachable,
  UntrustedCertificate,
  UnusableCaFile,
  WriteRefused,
} from "./errors";
export type { ActiveCall, ExtensionSummary } from "./payloads";
export type { Command, RequestSubject } from "./requestSubject";
export { Availability } from "./retry/availability";
export type { Attempt, RequestOptions, Retry, RetryHooks, RetryLimits } from "./retry/operation";
export type { RetryRule } from "./retry/retryRule";
export { retryRule } from "./retry/retryRule";
export type { ClientSettings, ConfigXmlEncoding, SettingSource, SettingSources } from "./settings";
export { encodeConfigXml } from "./settings";
export type { StatusCode } from "./statusCodes";
export { statusCode, statusCodes } from "./statusCodes";
export { Semaphore } from "./transport/semaphore";
export type { TransportSettings } from "./transport/transport";
export { Transport } from "./transport/transport";
export { invalidXmlCharacter } from "./xml/characters";
