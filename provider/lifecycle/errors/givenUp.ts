import type { Operation } from "../nextStep";
import type { Interrupted } from "./interrupted";
import { LifecycleError } from "./lifecycleError";

/** An operation was not waited for to its end. What had been sent until then may have been carried out. */
export class GivenUp extends LifecycleError {
  readonly title = "Given up";

  constructor(operation: Operation, extensionId: string, interrupted: Interrupted) {
    const next =
      operation === "create" || operation === "read" || operation === "look up"
        ? "Nothing was written."
        : "What was sent before may have been carried out: the next run looks first.";
    super(
      "",
      extensionId,
      `Extension ${extensionId}: the ${operation} was given up, because ${interrupted.why}. ${next}`,
      {
        cause: interrupted,
      },
    );
  }
}
