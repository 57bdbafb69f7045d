import { ConfigurationError } from "../connection/configurationError";
import { LifecycleError } from "../lifecycle/errors/lifecycleError";
import { OutcomeUnknown } from "../lifecycle/errors/outcomeUnknown";

/**
 * An error in the form in which the process behind a dynamic provider shows it as one line.
 *
 * For what check, diff, read and delete throw it prints `${error}: ${error.stack}`: so the text is a short title and the
 * stack is the message.
 */
class Printable extends Error {
  readonly #title: string;

  constructor(title: string, message: string) {
    super(message);
    this.#title = title;
    this.stack = message;
  }

  override toString(): string {
    return this.#title;
  }
}

/** A create of which nobody knows what came of it. With an id and properties the engine keeps the resource. */
class PartialFailure extends Printable {
  readonly id: string;
  readonly properties: Record<string, unknown>;
  /** The engine prints these and drops the message. */
  readonly reasons: string[];

  constructor(error: OutcomeUnknown, inputs: Record<string, unknown>) {
    super(error.title, error.message);
    this.id = error.extensionId;
    // The inputs hold `__provider`, without which a later destroy finds no provider. A single `undefined` would hang the
    // engine for ever.
    const properties = Object.entries({ ...inputs, ...error.properties }).filter(([, value]) => value !== undefined);
    this.properties = Object.fromEntries(properties);
    this.reasons = [error.message];
  }
}

/**
 * Makes the error that Pulumi is to show.
 *
 * @param error - whatever was thrown
 * @param inputs - what the engine passed to create or update
 */
export function printable(error: unknown, inputs: Record<string, unknown> = {}): Error {
  if (error instanceof OutcomeUnknown) {
    return new PartialFailure(error, inputs);
  }
  if (error instanceof LifecycleError) {
    return new Printable(error.title, error.message);
  }
  if (error instanceof ConfigurationError) {
    return new Printable("Configuration", `${error.message}.`);
  }
  // A mistake of this package. For create and update the engine prints the message alone: nobody could find it without
  // the stack.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Printable("Defect", `This is a defect of pulumi-ozeki. Please report it with these lines: ${stack}`);
}
