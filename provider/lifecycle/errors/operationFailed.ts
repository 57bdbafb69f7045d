import type { OzekiError } from "../../ozeki";
import type { Operation } from "../nextStep";
import { nextStep } from "../nextStep";
import { LifecycleError } from "./lifecycleError";

/** The PBX refused, or did not answer. */
export class OperationFailed extends LifecycleError {
  readonly title: string;

  /** @param invalidConfigHint - what a person looks at when the PBX does not accept a configuration */
  constructor(
    operation: Operation,
    extensionId: string,
    override readonly cause: OzekiError,
    invalidConfigHint?: string,
  ) {
    super(cause.subject.pbx, extensionId, `${cause.message} ${nextStep(operation, cause, invalidConfigHint)}`, {
      cause,
    });
    this.title = cause.title;
  }
}
