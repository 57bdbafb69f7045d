import type { State } from "../inputs";
import { LifecycleError } from "./lifecycleError";

/**
 * AddConfig was sent, and nobody can say whether the PBX executed it. The engine is to keep such a resource in the
 * state: the next run finds out.
 */
export class OutcomeUnknown extends LifecycleError {
  readonly title = "Outcome unknown";

  /**
   * @param properties - the state to keep. It names no PBX, which marks it as unconfirmed
   * @param why - what the last attempt ended in and what to do about that, in whole sentences
   */
  constructor(
    pbx: string,
    readonly properties: State,
    why: string,
    options: ErrorOptions,
  ) {
    super(
      pbx,
      properties.extensionId,
      `Extension ${properties.extensionId} may or may not have been made on ${pbx}: ${why} ` +
        "The extension stands in the state as unconfirmed: the next `pulumi up` finds out what came of it and ends it as declared.",
      options,
    );
  }
}
