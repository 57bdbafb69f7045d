import { escapeControlChars } from "../api/display";
import { SIP_KNOWN_TYPE } from "./sipExtension/table";

/** An error for the user to act on. The message is complete: it has the next step. */
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
      `Extension ${extensionId} on ${pbx} is ${isSip ? "not a SIP extension" : "not of the declared type"}: its knownType is ${displayKnownType(knownType)}, not ${displayKnownType(declared)}. Nothing was changed. Choose another extensionId${isSip ? ", declare or import it as an Extension" : ""}, or remove this resource from the program` +
        " (and from the state, if it is there: `pulumi state delete URN`).",
    );
    this.title = isSip ? "Not a SIP extension" : "Another type";
  }
}

/** A knownType as a message shows it. A value that does not look like one may hold anything, and is not shown. */
export function displayKnownType(knownType: string | undefined): string {
  if (knownType === undefined) {
    return "missing";
  }
  return /^[\w.:-]{1,80}$/.test(knownType) ? JSON.stringify(knownType) : "malformed";
}

/** The PBX holds the extension in a form that this provider must not overwrite. */
export class UnreadableExtension extends LifecycleError {
  readonly title = "Not understood";

  /**
   * @param why - the problem, as the end of a sentence, without the value of a secret
   * @param next - what to do about it, as a sentence
   */
  constructor(pbx: string, extensionId: string, why: string, next = "Correct it on the PBX.") {
    super(
      pbx,
      extensionId,
      `Extension ${extensionId} on ${pbx} cannot be managed as it is: ${why}. Nothing was changed. ${next}`,
    );
  }
}
