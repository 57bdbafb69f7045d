import { LifecycleError } from "./lifecycleError";

/** A create ended without an answer on one PBX, and the configuration has come to lead to another. */
export class UnconfirmedElsewhere extends LifecycleError {
  readonly title = "Unconfirmed on another PBX";

  /**
   * @param pbx - origin of the PBX on which the create was tried
   * @param configured - origin of the PBX that the configuration names
   * @param refused - what was not done, as the end of a sentence
   */
  constructor(
    pbx: string,
    readonly configured: string,
    extensionId: string,
    refused: string,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} may or may not have been made on ${pbx}, and the configuration now leads to ${configured}: ${refused}. ` +
        `Set ozeki:url (or the entry of ozeki:connections) to ${pbx} again and run \`pulumi up\`, which finds out; ` +
        `if ${pbx} is gone for good, take the resource out of the state with \`pulumi state delete URN\`.`,
    );
  }
}
