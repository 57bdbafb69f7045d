import { escapeControlChars } from "../api/display";
import { SIP_KNOWN_TYPE } from "./sipExtension/table";

/** Something that the user has to know and decide. The message says it all. */
export abstract class LifecycleError extends Error {
  /** What is wrong, in two or three words. */
  abstract readonly title: string;

  constructor(
    /** Origin of the PBX that it is about. */
    readonly pbx: string,
    /** The extension that it is about. */
    readonly extensionId: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(escapeControlChars(message), options);
    this.name = new.target.name;
  }
}

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
      `Extension ${extensionId} on ${pbx} is ${isSip ? "not a SIP extension" : "not of the declared type"}: its knownType is ${displayKnownType(knownType)}, not ${displayKnownType(declared)}. It was left as it is. Choose another extensionId${isSip ? ", declare or import it as an Extension" : ""}, or take this resource out of the program` +
        " (out of the state as well, if it is there: `pulumi state delete URN`).",
    );
    this.title = isSip ? "Not a SIP extension" : "Another type";
  }
}

/** A name, as types have them. Anything else that stands there may be anything. */
export function displayKnownType(knownType: string | undefined): string {
  if (knownType === undefined) {
    return "missing";
  }
  return /^[\w.:-]{1,80}$/.test(knownType) ? JSON.stringify(knownType) : "no name of a type";
}

/** The PBX holds the extension in a form that this provider must not overwrite. */
export class UnreadableExtension extends LifecycleError {
  readonly title = "Not understood";

  /**
   * @param why - what is odd about it, as the end of a sentence, without the value of a secret
   * @param next - what to do about it, as the end of a sentence
   */
  constructor(pbx: string, extensionId: string, why: string, next = "correct it on the PBX") {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} cannot be managed as it is: ${why}. It was left as it is; ${next}.`,
    );
  }
}
