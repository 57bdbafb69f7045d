import { ConfigurationError } from "../connection/configurationError";
import { LifecycleError } from "../lifecycle/errors/lifecycleError";
import { LookUpError } from "../lookUps/errors/lookUpError";

/** What the user is told of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof LifecycleError || error instanceof LookUpError) {
    return error.message;
  }
  if (error instanceof ConfigurationError) {
    return `${error.message}.`;
  }
  // A mistake of this package: nobody could find it without the stack, and the engine prints the message alone.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of pulumi-ozeki. Please report it with these lines: ${stack}`;
}
