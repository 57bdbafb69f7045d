import { SIP_KNOWN_TYPE } from "../sipExtension/elements";
import { LifecycleError } from "./lifecycleError";

/** The ID belongs to an extension of another type than the declared one. */
export class OtherKnownType extends LifecycleError {
  readonly title: string;

  /**
   * @param knownType - what the PBX has
   * @param declared - what was expected
   */
  constructor(pbx: string, extensionId: string, knownType: string | undefined, declared: string) {
    const isSip = declared === SIP_KNOWN_TYPE;
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} is ${isSip ? "no SIP extension" : "not of the declared type"}: its knownType is ${shownKnownType(knownType)}, not ${shownKnownType(declared)}. It was left as it is. Choose another extensionId${isSip ? ", declare or import it as an Extension" : ""}, or take this resource out of the program` +
        " (out of the state as well, if it is there: `pulumi state delete URN`).",
    );
    this.title = isSip ? "Not a SIP extension" : "Another type";
  }
}

/** A name, as types have them. Anything else that stands there may be anything. */
export function shownKnownType(knownType: string | undefined): string {
  if (knownType === undefined) {
    return "missing";
  }
  return /^[\w.:-]{1,80}$/.test(knownType) ? JSON.stringify(knownType) : "no name of a type";
}
