export { OzekiClient } from "./client";
export { type Command, commands, type RequestSubject } from "./command";
export { ConfigXml, type ElementShape } from "./configXml";
export { type ConfigXmlEncoding, encodeConfigXml } from "./configXmlEncoding";
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
export { OzekiError, type Sent } from "./errors/ozekiError";
export { RequestTimedOut } from "./errors/requestTimedOut";
export { Unreachable } from "./errors/unreachable";
export { UntrustedCertificate } from "./errors/untrustedCertificate";
export { UnusableCaFile } from "./errors/unusableCaFile";
export { type InvalidXmlCharacter, invalidXmlCharacter } from "./invalidXmlCharacter";
export type { ActiveCall, ExtensionSummary } from "./payloads";
export type { Clock } from "./retry/clock";
export type { Attempt, RequestOptions, Retry, RetryHooks, RetryLimits } from "./retry/operation";
export { type RetryRule, retryRule } from "./retry/retryRule";
export type { ClientSettings } from "./settings";
export { type StatusCode, statusCode, statusCodes } from "./statusCodes";
export { Transport, type TransportSettings } from "./transport/transport";
