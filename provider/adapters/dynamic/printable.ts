import { escapeControlChars } from "../../api/display";
import { ConfigurationError } from "../../config/errors";
import { OutcomeUnknown } from "../../lifecycle/errors";
import { LifecycleError } from "../../types/errors";
import { errorMessage } from "../shared/errorMessage";

/**
 * An error that the process behind a dynamic provider prints as one line.
 *
 * It prints an error of check, diff, read and delete twice: the message under the resource, and under the stack
 * `${error}: ${error.stack}`. The second line is short and refers to the first: `Extension 1000: PBX not reached`.
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

/** A create whose outcome is unknown. With an id and properties the engine keeps the resource. */
class PartialFailure extends Printable {
  readonly id: string;
  readonly #properties: Record<string, unknown>;
  /** The engine prints these and drops the message. */
  readonly reasons: string[];

  constructor(error: OutcomeUnknown, inputs: object, withSecrets: (properties: object) => object) {
    super(escapeControlChars(`Extension ${error.extensionId}`), error.title, error.message);
    this.id = error.extensionId;
    // The inputs hold `__provider`, without which a later destroy finds no provider. A single `undefined` would hang
    // the engine.
    const properties = Object.entries({ ...inputs, ...error.properties }).filter(([, value]) => value !== undefined);
    this.#properties = { ...withSecrets(Object.fromEntries(properties)) };
    this.reasons = [error.message];
  }

  /** A getter, because they hold the password: printing the error does not show them. */
  get properties(): Record<string, unknown> {
    return this.#properties;
  }
}

/**
 * The error that Pulumi prints for one that was thrown.
 *
 * @param inputs - what the engine passed to create or update
 * @param withSecrets - marks the secrets in properties that the engine keeps
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
  const title = error instanceof ConfigurationError ? "configuration" : "bug";
  return new Printable("pulumi-ozeki", title, errorMessage(error));
}
