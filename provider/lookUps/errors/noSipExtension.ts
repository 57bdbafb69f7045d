import { shownKnownType } from "../../lifecycle/errors/otherKnownType";
import { shownId } from "../../ozeki/shownId";
import { LookUpError } from "./lookUpError";

/** The extension is of another type. */
export class NoSipExtension extends LookUpError {
  constructor(
    readonly pbx: string,
    readonly extensionId: string,
    knownType: string | undefined,
  ) {
    super(
      `Extension ${shownId(extensionId)} on ${pbx} is no SIP extension: its knownType is ${shownKnownType(knownType)}. Look it up with getExtension, which takes every type.`,
    );
  }
}
