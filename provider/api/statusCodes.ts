/** An answer's Code, as the PBX's documentation lists it. */
export interface StatusCode {
  code: number;
  /** The documented name. */
  name: string;
  /** The documented message; `{0}` and `{1}` are filled in by the PBX. */
  message: string;
}

/** All documented codes. 300 to 307 look like HTTP statuses and are not: every answer is HTTP 200. */
export const statusCodes = [
  { code: 200, name: "OK", message: "Command successfully executed" },
  { code: 300, name: "ParseError", message: "Error occured during parsing message: '{0}'" },
  { code: 301, name: "NotImplementedCommand", message: "Not implemented command: '{0}'" },
  { code: 302, name: "InvalidParameter", message: "Missing or invalid parameter '{0}' for command '{1}'" },
  { code: 303, name: "InappropriateCommand", message: "Command '{0}' cannot be used here" },
  { code: 304, name: "AuthenticationRequired", message: "Authentication required" },
  { code: 305, name: "AuthenticationFailed", message: "Authentication failed, bad username or password" },
  { code: 306, name: "ForbiddenUser", message: "User is not allowed to use API in ACL" },
  { code: 307, name: "ForbiddenAddress", message: "Use API from this address is forbidden" },
  {
    code: 401,
    name: "ApiExtensionUnavailable",
    message: "API extension '{0}' unavailable, please check configuration or permissions",
  },
  { code: 402, name: "CallConnectFailed", message: "Call connect to '{0}' failed with result state '{1}'" },
  { code: 501, name: "SmsDestinationNotFound", message: "Destination of the SMS is not found" },
  { code: 601, name: "CallNotFound", message: "Call not found with ID '{0}'" },
  { code: 701, name: "ConfigNotFound", message: "Configuration for type '{0}' not found" },
  { code: 702, name: "InvalidConfig", message: "Invalid configuration for type '{0}'" },
  { code: 703, name: "ConfigAlreadyExists", message: "Extension configuration already exists" },
] as const satisfies readonly StatusCode[];

/** The code of a command that was executed. */
export const OK = 200;

/** The documented code of a number. */
export function statusCode(code: number): StatusCode | undefined {
  return statusCodes.find((candidate) => candidate.code === code);
}
