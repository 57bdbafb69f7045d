/** The documented codes with their messages, spelling included. `{0}` and `{1}` stand for what they are about. */
export const statusMessages = {
  200: "Command successfully executed",
  300: "Error occured during parsing message: '{0}'",
  301: "Not implemented command: '{0}'",
  302: "Missing or invalid parameter '{0}' for command '{1}'",
  303: "Command '{0}' cannot be used here",
  304: "Authentication required",
  305: "Authentication failed, bad username or password",
  306: "User is not allowed to use API in ACL",
  307: "Use API from this address is forbidden",
  401: "API extension '{0}' unavailable, please check configuration or permissions",
  402: "Call connect to '{0}' failed with result state '{1}'",
  501: "Destination of the SMS is not found",
  601: "Call not found with ID '{0}'",
  701: "Configuration for type '{0}' not found",
  702: "Invalid configuration for type '{0}'",
  703: "Extension configuration already exists",
} as const;

/** A documented code. */
export type StatusCode = keyof typeof statusMessages;

/** Whether a number is a documented code. */
export function isStatusCode(code: number): code is StatusCode {
  return Object.hasOwn(statusMessages, code);
}
