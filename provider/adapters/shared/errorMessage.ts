import { ConfigurationError } from "../../config/errors";
import { FunctionError } from "../../functions/errors";
import { LifecycleError } from "../../types/errors";

/** How the message for a bug in this package begins. */
export const BUG_REPORT = "This is a bug in pulumi-ozeki.";

/** The message for the user, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof LifecycleError || error instanceof FunctionError) {
    return error.message;
  }
  if (error instanceof ConfigurationError) {
    return `${error.message}.`;
  }
  // A bug cannot be found without the stack, and the engine prints the message alone.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${BUG_REPORT} Please report it with these lines: ${stack}`;
}
