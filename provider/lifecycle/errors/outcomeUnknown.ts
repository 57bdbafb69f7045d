import type { ResourceInputs, ResourceState } from "../resourceType";
import { LifecycleError } from "./lifecycleError";

/**
 * AddConfig was sent, and nobody can say whether the PBX executed it. The engine is to keep such a resource in the
 * state: the next run finds out.
 */
export class OutcomeUnknown extends LifecycleError {
  readonly title = "Outcome unknown";
  readonly #properties: ResourceState;

  /**
   * @param inputs - what was to be made
   * @param why - what the last attempt ended in and what to do about that, in whole sentences
   */
  constructor(pbx: string, inputs: ResourceInputs, why: string, options: ErrorOptions) {
    super(
      pbx,
      inputs.extensionId,
      `Extension ${inputs.extensionId} may or may not have been made on ${pbx}: ${why} ` +
        "The extension stands in the state as unconfirmed: the next `pulumi up` finds out what came of it and ends it as declared.",
      options,
    );
    this.#properties = { ...inputs, unconfirmedOn: pbx };
  }

  /**
   * The state to keep. It names no PBX that holds the extension, which marks it as unconfirmed. It holds the password:
   * whoever prints the error does not see it.
   */
  get properties(): ResourceState {
    return this.#properties;
  }
}
