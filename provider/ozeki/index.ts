export { OzekiClient } from "./client";
export type { Command, RequestSubject } from "./command";
export { commands } from "./commandTable";
export type { ElementShape } from "./configXml";
export { ConfigXml } from "./configXml";
export type { ConfigXmlEncoding } from "./configXmlEncoding";
export { encodeConfigXml } from "./configXmlEncoding";
export { BadReply } from "./errors/badReply";
export {
  AccessForbidden,
  CommandRefused,
  ConfigAlreadyExists,
  ConfigNotFound,
  LoginRefused,
} from "./errors/commandRefused";
export { ConnectionLost } from "./errors/connectionLost";
export { GatewayFailure } from "./errors/gatewayFailure";
export { InvalidConfigText } from "./errors/invalidConfigText";
export type { Sent } from "./errors/ozekiError";
export { OzekiError } from "./errors/ozekiError";
export { RequestTimedOut } from "./errors/requestTimedOut";
export { Unreachable } from "./errors/unreachable";
export { UntrustedCertificate } from "./errors/untrustedCertificate";
export { UnusableCaFile } from "./errors/unusableCaFile";
export type { InvalidXmlCharacter } from "./invalidXmlCharacter";
export { invalidXmlCharacter } from "./invalidXmlCharacter";
export type { ActiveCall, ExtensionSummary } from "./payloads";
export type { Clock } from "./retry/clock";
export type { Attempt, RequestOptions, Retry, RetryHooks, RetryLimits } from "./retry/operation";
export type { RetryRule } from "./retry/retryRule";
export { retryRule } from "./retry/retryRule";
export type { ClientSettings } from "./settings";
export { shownId } from "./shownId";
export type { StatusCode } from "./statusCodes";
export { statusCode, statusCodes } from "./statusCodes";
export { Gate } from "./transport/gate";
export type { TransportSettings } from "./transport/transport";
export { Transport } from "./transport/transport";
