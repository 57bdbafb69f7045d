import { escapeControlChars } from "../../api/display";
import { ConfigurationError } from "../../config/errors";
import { OutcomeUnknown } from "../../lifecycle/errors";
import { LifecycleError } from "../../types/errors";
import { errorMessage } from "../shared/errorMessage";

/**
 * An error in the form in which the process behind a dynamic provider shows it as one line.
 *
 * What check, diff, read and delete throw appears twice: its message under the resource, and `${error}: ${error.stack}`
 * under the stack. The second place gets a short pointer to the first, such as `Extension 1000: PBX not reached`.
 */
class Printable extends Error {
  readonly #about: string;

  constructor(about: string, title: string, message: string) {
    super(message);
    this.#about = about;
    this.stack = title;
  }

  override toString(): string {
    return this.#about;
  }
}

/** A create of which nobody knows what came of it. With an id and properties the engine keeps the resource. */
class PartialFailure extends Printable {
  readonly id: string;
  readonly #properties: Record<string, unknown>;
  /** The engine prints these and drops the message. */
  readonly reasons: string[];

  constructor(error: OutcomeUnknown, inputs: object, withSecrets: (properties: object) => object) {
    super(escapeControlChars(`Extension ${error.extensionId}`), error.title, error.message);
    this.id = error.extensionId;
    // The inputs hold `__provider`, without which a later destroy finds no provider. A single `undefined` would hang the
    // engine for ever.
    const properties = Object.entries({ ...inputs, ...error.properties }).filter(([, value]) => value !== undefined);
    this.#properties = { ...withSecrets(Object.fromEntries(properties)) };
    this.reasons = [error.message];
  }

  /** They hold the password: whoever prints the error does not see them. */
  get properties(): Record<string, unknown> {
    return this.#properties;
  }
}

/**
 * Makes the error that Pulumi is to show.
 *
 * @param error - whatever was thrown
 * @param inputs - what the engine passed to create or update
 * @param withSecrets - marks what is a secret in properties that the engine is to keep
 */
export function printable(
  error: unknown,
  inputs: object = {},
  withSecrets: (properties: object) => object = (properties) => properties,
): Error {
  if (error instanceof OutcomeUnknown) {
    return new PartialFailure(error, inputs, withSecrets);
  }
  if (error instanceof LifecycleError) {
    return new Printable(escapeControlChars(`Extension ${error.extensionId}`), error.title, error.message);
  }
  const title = error instanceof ConfigurationError ? "configuration" : "defect";
  return new Printable("pulumi-ozeki", title, errorMessage(error));
}
