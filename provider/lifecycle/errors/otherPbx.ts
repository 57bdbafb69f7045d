import { LifecycleError } from "./lifecycleError";

/** The configuration leads to another PBX than the one that holds the extension, and the extension is not there. */
export class OtherPbx extends LifecycleError {
  readonly title = "Another PBX";

  /**
   * @param pbx - origin of the PBX that the state names
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
      `Extension ${extensionId} is on ${pbx} by the state, but the configuration leads to ${configured}: ${refused}. ` +
        `If the address is mistyped, correct ozeki:url (or the entry of ozeki:connections, or the url of the provider) and run \`pulumi up\`; ` +
        `if ${pbx} is gone for good, or the extension is to be made on ${configured} instead, take the resource out of the state with \`pulumi state delete URN\`.`,
    );
  }
}
