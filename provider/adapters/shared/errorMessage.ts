import { ConfigurationError } from "../../config/errors";
import { FunctionError } from "../../functions/errors";
import { LifecycleError } from "../../types/errors";

/** What the user is told of an error, whatever was thrown. */
export function errorMessage(error: unknown): string {
  if (error instanceof LifecycleError || error instanceof FunctionError) {
    return error.message;
  }
  if (error instanceof ConfigurationError) {
    return `${error.message}.`;
  }
  // A mistake of this package: nobody could find it without the stack, and the engine prints the message alone.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of pulumi-ozeki. Please report it with these lines: ${stack}`;
}
