import { LifecycleError } from "./lifecycleError";

/** The ID belongs to an extension that is no SIP extension. */
export class OtherKnownType extends LifecycleError {
  readonly title = "Not a SIP extension";

  constructor(
    pbx: string,
    extensionId: string,
    readonly knownType: string | undefined,
  ) {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} is no SIP extension: its knownType is ${
        knownType === undefined ? "missing" : shown(knownType)
      }, not "SIPExtensionInfo". It was left as it is. Choose another extensionId, or take this resource out of the program` +
        " (out of the state as well, if it is there: `pulumi state delete URN`).",
    );
  }
}

/** A name, as types have them. Anything else that stands there may be anything. */
function shown(knownType: string): string {
  return /^[\w.:-]{1,80}$/.test(knownType) ? JSON.stringify(knownType) : "no name of a type";
}
