import type { OzekiError } from "../../ozeki";
import type { Operation } from "../nextStep";
import { nextStep } from "../nextStep";
import { LifecycleError } from "./lifecycleError";

/** The PBX refused, or did not answer. */
export class OperationFailed extends LifecycleError {
  readonly title: string;

  constructor(
    operation: Operation,
    extensionId: string,
    override readonly cause: OzekiError,
  ) {
    super(cause.subject.pbx, extensionId, `${cause.message} ${nextStep(operation, cause)}`, { cause });
    this.title = cause.title;
  }
}
