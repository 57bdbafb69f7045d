import { LifecycleError } from "./lifecycleError";

/** Two resources of one program declare one extension. */
export class DeclaredTwice extends LifecycleError {
  readonly title = "Declared twice";

  constructor(pbx: string, extensionId: string) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} is declared twice: another resource of this program has the same extensionId. ` +
        "Nothing was written for the second one. Give one of the two another extensionId, or take it out of the program.",
    );
  }
}
